package org.fanfare.hub;

import java.util.List;
import org.fanfare.presence.Presence;

/** Prints how many bytes of heap a sitting takes on a node that was told of it, and how many on the way there. */
public final class PresenceFootprint {
    private static final int SITTINGS = 200_000;
    private static final int COLLECTIONS = 4;

    private PresenceFootprint() {}

    /** Measures; no arguments. */
    public static void main(String[] args) {
        List<String> texts = PresenceBenchmark.announcements(SITTINGS, true);
        long chars = texts.stream().mapToLong(String::length).sum();
        Presence presence = new Presence();
        presence.show("node");
        long before = usedBytes();
        long seq = 0;
        for (String text : texts) {
            presence.apply("node", ++seq, PresenceText.read(text));
        }
        long bytes = usedBytes() - before;
        System.out.printf(
                "%d sittings in one room: %d bytes of heap each, %d on the wire; %d members%n",
                presence.size(), bytes / SITTINGS, chars / SITTINGS, presence.count(PresenceBenchmark.ROOM));
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
