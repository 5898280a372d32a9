package org.fanfare.log;

import org.jspecify.annotations.Nullable;

/** Entries in order of their offsets, added last and removed first, with access by index. Guarded by the log. */
final class EntryDeque {
    private static final int FIRST_CAPACITY = 4;

    private @Nullable Entry[] slots = new Entry[FIRST_CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Entry get(int index) {
        Entry entry = slots[(head + index) & (slots.length - 1)];
        if (index >= size || entry == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return entry;
    }

    void add(Entry entry) {
        if (size == slots.length) {
            resize(size * 2);
        }
        slots[(head + size++) & (slots.length - 1)] = entry;
    }

    Entry removeFirst() {
        Entry first = get(0);
        slots[head] = null;
        head = (head + 1) & (slots.length - 1);
        size--;
        if (slots.length > 64 && size < slots.length / 4) {
            resize(slots.length / 2);
        }
        return first;
    }

    void remove(Entry entry) {
        int index = firstFrom(entry.offset());
        if (index == size || get(index) != entry) {
            return;
        }
        for (int i = index; i < size - 1; i++) {
            slots[(head + i) & (slots.length - 1)] = get(i + 1);
        }
        slots[(head + --size) & (slots.length - 1)] = null;
    }

    /** The index of the first entry whose offset is not below the one given, or the size if there is none. */
    int firstFrom(long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void resize(int capacity) {
        @Nullable Entry[] next = new Entry[capacity];
        for (int i = 0; i < size; i++) {
            next[i] = get(i);
        }
        slots = next;
        head = 0;
    }
}
