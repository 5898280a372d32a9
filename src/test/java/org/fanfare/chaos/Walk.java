package org.fanfare.chaos;

import java.util.List;

/** Goes through a client's notes beside its events. For one thread. */
final class Walk {
    private final List<Note> notes;
    private int next;
    private int place = -1;

    Walk(List<Note> notes) {
        this.notes = notes;
    }

    /** Goes on to an event. */
    void to(int event) {
        while (next < notes.size() && notes.get(next).at() <= event) {
            if (notes.get(next++) instanceof Note.Opened opened) {
                place = opened.place();
            }
        }
    }

    /** Where the client was connected when it got the event. */
    int place() {
        return place;
    }
}
