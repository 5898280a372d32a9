package org.fanfare.log;

import org.jspecify.annotations.Nullable;

/** The retained entries of all topics of one retention rule, oldest first, linked through the entries. Guarded by the log. */
final class RetainedList {
    private final RetentionRule rule;
    private @Nullable Entry oldest;
    private @Nullable Entry newest;

    RetainedList(RetentionRule rule) {
        this.rule = rule;
    }

    RetentionRule rule() {
        return rule;
    }

    @Nullable
    Entry oldest() {
        return oldest;
    }

    void add(Entry entry) {
        entry.older = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
    }

    void remove(Entry entry) {
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        entry.older = null;
        entry.newer = null;
    }
}
