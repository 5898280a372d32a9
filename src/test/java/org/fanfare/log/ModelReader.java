package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.fanfare.event.Cursor;

/** A live reader that must see all in order, or be told that it fell off. */
final class ModelReader {
    private final ModelWorld world;
    private final LogReader reader;
    private Map<String, Long> seen;
    private long stampSeconds;
    private long next;

    ModelReader(ModelWorld world, LogReader reader, Cursor position) {
        this.world = world;
        this.reader = reader;
        this.stampSeconds = position.stampSeconds();
        this.next = reader.offset();
        this.seen = world.logSeen();
    }

    void read(int atMost) {
        Entry[] into = new Entry[atMost];
        int count = reader.read(into);
        boolean fellOff = reader.fellOff();
        for (int i = 0; i < count; i++) {
            Entry entry = into[i];
            assertTrue(entry.offset() == next || (fellOff && i == 0 && entry.offset() > next), "missed unawares");
            next = entry.offset() + 1;
            stampSeconds = entry.stampSeconds();
            if (entry.event() != null) {
                assertEquals(entry.offset(), world.at(entry).offset);
            }
        }
        if (count > 0) {
            world.seenBefore(next, seen);
        }
        if (!fellOff) {
            assertEquals(next, reader.offset());
        } else {
            stampSeconds = reader.skipToEnd().stampSeconds();
            next = reader.offset();
            seen = world.logSeen();
        }
    }

    long offset() {
        return reader.offset();
    }

    /** The cursor of who has read what this reader has read. */
    ModelWorld.Taken taken() {
        read(0);
        return new ModelWorld.Taken(new Cursor(world.named(seen), stampSeconds), new HashMap<>(seen));
    }

    void close() {
        reader.close();
    }
}
