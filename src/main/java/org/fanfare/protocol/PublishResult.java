package org.fanfare.protocol;

import java.util.List;
import org.fanfare.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * What became of one publish over HTTP: the body that answers it, or its place in the answer to several.
 *
 * @param status as an HTTP status, or null in an answer that has one itself
 * @param id the event, or null if it was refused
 * @param duplicate true if it was published before with the same key, else null
 * @param code the name of an {@link ErrorCode}, or null if it was accepted
 * @param message what was wrong and what would be right, or null if it was accepted
 */
public record PublishResult(
        @Nullable Integer status,
        @Nullable String id,
        @Nullable Boolean duplicate,
        @Nullable String code,
        @Nullable String message) {
    private static final int ACCEPTED = 202;

    /** The body that answers one publish. */
    public static PublishResult single(EventId id, boolean duplicate) {
        return new PublishResult(null, id.toString(), duplicate ? true : null, null, null);
    }

    /** An accepted one among several. */
    public static PublishResult accepted(EventId id, boolean duplicate) {
        return new PublishResult(ACCEPTED, id.toString(), duplicate ? true : null, null, null);
    }

    /** A refused one among several. */
    public static PublishResult refused(ProtocolException why) {
        return new PublishResult(why.code().httpStatus(), null, null, why.code().name(), why.detail());
    }

    public String text() {
        return JsonBinding.text(this);
    }

    /** The body that answers several, in their order. */
    public static String text(List<PublishResult> results) {
        return JsonBinding.text(results);
    }
}
