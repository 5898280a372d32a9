package org.fanfare.transport.websocket;

import java.util.List;
import org.fanfare.protocol.BatchText;
import org.fanfare.protocol.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a text message together, within a bound: the containers' whole-message handlers do not keep theirs. Used by
 * one thread at a time.
 */
final class Inbound {
    private final int maxBytes;
    private final boolean batches;
    private @Nullable StringBuilder parts;
    private boolean overflown;

    Inbound(int maxBytes, boolean batches) {
        this.maxBytes = maxBytes;
        this.batches = batches;
    }

    /**
     * Takes a part.
     *
     * @return the messages of the frame that is complete with it; none while it is not, or when it is too big
     */
    List<String> take(String part, boolean last) {
        StringBuilder before = parts;
        if (overflown || part.length() + (before == null ? 0 : before.length()) > maxBytes) {
            overflown = true;
            parts = null;
            return List.of();
        }
        if (!last) {
            parts = (before == null ? new StringBuilder() : before).append(part);
            return List.of();
        }
        parts = null;
        String text = before == null ? part : before.append(part).toString();
        if (text.length() > maxBytes / 3 && JsonText.utf8Bytes(text) > maxBytes) {
            overflown = true;
            return List.of();
        }
        return batches ? BatchText.split(text) : List.of(text);
    }

    /** Whether a message was too big: whatever comes later is not taken. */
    boolean isOverflown() {
        return overflown;
    }
}
