package org.fanfare.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entries that not every reader has read, in a ring. Guarded by the log. */
final class Window {
    private final @Nullable Entry[] ring;
    private final List<LogReader> readers = new ArrayList<>();
    private final Consumer<Entry> passed;
    private long first;
    private long end;

    /**
     * Creates a window.
     *
     * @param capacity most entries; rounded up to a power of two
     * @param passed told of each entry that leaves, read by all or dropped
     */
    Window(int capacity, Consumer<Entry> passed) {
        this.ring = new Entry[Integer.highestOneBit(Math.max(2, capacity) * 2 - 1)];
        this.passed = passed;
    }

    /** The offset of the next entry. */
    long end() {
        return end;
    }

    /** The offset of the first entry that some reader has not read. */
    long first() {
        return first;
    }

    void join(LogReader reader) {
        reader.next = end;
        readers.add(reader);
    }

    void leave(LogReader reader) {
        readers.remove(reader);
        release();
    }

    void add(Entry entry) {
        entry.unread = true;
        if (end - first == ring.length) {
            dropOldest();
        }
        ring[slot(end++)] = entry;
        if (readers.isEmpty()) {
            release();
        }
    }

    /** Copies what the reader has not read, up to the array's length. */
    int read(LogReader reader, Entry[] into) {
        int count = 0;
        while (count < into.length && reader.next < end) {
            Entry entry = ring[slot(reader.next++)];
            if (entry != null) {
                into[count++] = entry;
            }
        }
        release();
        return count;
    }

    void skipToEnd(LogReader reader) {
        reader.next = end;
        release();
    }

    /** Lets readers fall off all that is unread, and goes on at a later offset. */
    void moveTo(long offset) {
        for (LogReader reader : readers) {
            reader.next = end;
            reader.fellOff = true;
        }
        release();
        end = offset;
        first = offset;
        readers.forEach(reader -> reader.next = offset);
    }

    /** Lets readers fall off the oldest entry. */
    void dropOldest() {
        long next = first + 1;
        for (LogReader reader : readers) {
            if (reader.next < next) {
                reader.next = next;
                reader.fellOff = true;
            }
        }
        release();
    }

    private void release() {
        long all = end;
        for (LogReader reader : readers) {
            all = Math.min(all, reader.next);
        }
        while (first < all) {
            int slot = slot(first++);
            Entry entry = ring[slot];
            ring[slot] = null;
            if (entry != null) {
                entry.unread = false;
                passed.accept(entry);
            }
        }
    }

    private int slot(long offset) {
        return (int) offset & (ring.length - 1);
    }
}
