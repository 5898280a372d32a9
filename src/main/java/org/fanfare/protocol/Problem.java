package org.fanfare.protocol;

import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of an HTTP error, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code about:blank}: the code tells more than a page could
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what was wrong and what would be right, fit for a client
 * @param code the name of an {@link ErrorCode}
 * @param retryAfterMillis when to try again, in milliseconds from now, or null
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonbProperty("retry_after") @Nullable Long retryAfterMillis) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem of a refusal. */
    public static Problem of(ProtocolException why) {
        return of(why.code(), why.detail(), why.retryAfterMillis());
    }

    public static Problem of(ErrorCode code, String detail, @Nullable Long retryAfterMillis) {
        int status = code.httpStatus();
        return new Problem("about:blank", title(status), status, detail, code.name(), retryAfterMillis);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    /** The value of the header {@code Retry-After} in whole seconds, rounded up; null without one. */
    public @Nullable Long retryAfterSeconds() {
        return retryAfterMillis == null ? null : Math.max(1, (retryAfterMillis + 999) / 1000);
    }

    public String text() {
        return JsonBinding.text(this);
    }
}
