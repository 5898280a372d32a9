package org.fanfare.presence;

import java.util.List;

/**
 * Changes that go to all nodes in one event.
 *
 * @param told tells those who waited for it; run it once when this node has taken the changes, holding no lock
 */
public record Announcement(List<Change> changes, Runnable told) {
    public Announcement {
        changes = List.copyOf(changes);
    }
}
