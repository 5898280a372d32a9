package org.fanfare.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.fanfare.chaos.Findings.Fault;
import org.jspecify.annotations.Nullable;

/** Checks what one client got against what there was. For one thread. */
final class ClientCheck {
    private final ClientRecord.Page client;
    private final Truth truth;
    private final Records records;
    private final Findings findings;
    private final List<Taken> taken = new ArrayList<>();

    ClientCheck(ClientRecord.Page client, Truth truth, Records records, Findings findings) {
        this.client = client;
        this.truth = truth;
        this.records = records;
        this.findings = findings;
        for (int i = 0; i < truth.origins(); i++) {
            taken.add(new Taken());
        }
    }

    /** What the client got of one run: which numbers, and where in its record the highest so far stands. */
    private static final class Taken {
        private final BitSet seqs = new BitSet();
        private int[] rising = new int[256];
        private int[] indexes = new int[256];
        private int size;

        boolean isLate(int seq) {
            return size > 0 && seq < rising[size - 1];
        }

        void add(int seq, int index) {
            seqs.set(seq);
            if (size == rising.length) {
                rising = Arrays.copyOf(rising, 2 * size);
                indexes = Arrays.copyOf(indexes, 2 * size);
            }
            if (!isLate(seq)) {
                rising[size] = seq;
                indexes[size++] = index;
            }
        }

        /** After which index of the record a missing number would have come. */
        int after(int seq) {
            int at = -Arrays.binarySearch(rising, 0, size, seq) - 1;
            return at == 0 ? -1 : indexes[at - 1];
        }

        /** Before which index a missing number would have come. */
        int before(int seq, int end) {
            int at = -Arrays.binarySearch(rising, 0, size, seq) - 1;
            return at == size ? end : indexes[at];
        }
    }

    void run() {
        Position start = start();
        if (start == null) {
            findings.found(Fault.SILENT_LOSS, client.name() + " never began");
            return;
        }
        for (int i = 0; i < client.size(); i++) {
            take(client.id(i), i, start);
        }
        findings.count("deliveries", client.size());
        client.notes().forEach(this::note);
        for (int origin = 0; origin < truth.origins(); origin++) {
            for (int seq = (int) start.of(origin) + 1; seq <= truth.last(origin); seq++) {
                if (truth.exists(origin, seq)
                        && client.wanted().contains(Content.publisher(truth.content(origin, seq)))
                        && !taken.get(origin).seqs.get(seq)) {
                    missing(origin, seq);
                }
            }
        }
    }

    private @Nullable Position start() {
        for (Note note : client.notes()) {
            if (note instanceof Note.Subscribed begun) {
                return Position.of(begun.cursor(), records.origins());
            }
        }
        return null;
    }

    private void take(long id, int index, Position start) {
        Taken of = taken.get(Origins.origin(id));
        int seq = (int) Origins.seq(id);
        if (of.seqs.get(seq)) {
            findings.found(Fault.DUPLICATE, show(id));
            return;
        }
        if (of.isLate(seq) || start.covers(id)) {
            findings.found(Fault.ORDER, show(id) + " at " + index);
        }
        of.add(seq, index);
    }

    private void note(Note note) {
        if (note instanceof Note.Gap gap) {
            findings.count("gaps " + gap.reason(), 1);
            if (!records.expectedGaps().contains(gap.reason())) {
                findings.found(Fault.GAP, client.name() + ": " + gap);
            }
        } else if (note instanceof Note.Subscribed subscribed && subscribed.resumed()) {
            findings.count("resumes", 1);
            if (Boolean.FALSE.equals(subscribed.recovered())) {
                findings.found(Fault.NOT_RECOVERED, client.name() + ": " + subscribed);
            }
        } else if (note instanceof Note.Goodbye) {
            findings.count("goodbyes", 1);
        } else if (note instanceof Note.Ended ended) {
            findings.count("ended: " + ended.why(), 1);
        }
    }

    private void missing(int origin, int seq) {
        if (truth.mayBeGone(origin, seq)) {
            return;
        }
        long id = Origins.id(origin, seq);
        int after = taken.get(origin).after(seq);
        int before = taken.get(origin).before(seq, client.size());
        if (isAnnounced(id, after, before)) {
            findings.count("missing where a gap stands", 1);
            return;
        }
        findings.found(
                truth.isAcknowledged(origin, seq) ? Fault.ACKNOWLEDGED_AND_LOST : Fault.SILENT_LOSS,
                show(id) + ", " + Truth.show(truth.content(origin, seq)) + ", after " + after + " before " + before
                        + " of " + client.size());
        if (countedAsRecovered(after, before)) {
            findings.found(Fault.FALSE_RECOVERED, show(id));
        }
    }

    private boolean isAnnounced(long id, int after, int before) {
        return client.notes().stream()
                .anyMatch(note -> note instanceof Note.Gap gap
                        && gap.at() > after
                        && gap.at() <= before
                        && Position.of(gap.cursor(), records.origins()).covers(id));
    }

    /** Whether a connection that was opened within the hole, and resumed, was said to have lost nothing. */
    private boolean countedAsRecovered(int after, int before) {
        List<Note> notes = client.notes();
        for (int i = 0; i < notes.size(); i++) {
            if (notes.get(i) instanceof Note.Opened opened && opened.at() > after && opened.at() <= before) {
                if (saysRecovered(notes.subList(i + 1, notes.size()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the notes after the opening of a connection, up to the next one, say. */
    private static boolean saysRecovered(List<Note> notes) {
        boolean recovered = false;
        for (Note note : notes) {
            if (note instanceof Note.Opened || note instanceof Note.Gap) {
                return recovered && note instanceof Note.Opened;
            }
            if (note instanceof Note.Subscribed subscribed && subscribed.resumed()) {
                recovered = !Boolean.FALSE.equals(subscribed.recovered());
            }
        }
        return recovered;
    }

    private String show(long id) {
        return client.name() + " " + records.origins().text(id);
    }
}
