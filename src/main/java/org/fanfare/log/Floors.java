package org.fanfare.log;

import java.util.Map;
import org.fanfare.event.Cursor;

/** Compares floors with cursors. */
final class Floors {
    private Floors() {}

    /** Tells whether something at or below a floor lies past the cursor. */
    static boolean above(Map<String, Long> floors, Cursor cursor) {
        for (Map.Entry<String, Long> floor : floors.entrySet()) {
            if (floor.getValue() > cursor.seen(floor.getKey())) {
                return true;
            }
        }
        return false;
    }
}
