package org.fanfare.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which origins (RFC 6454) browsers may come: the server's own, and those listed.
 *
 * @param allowed origins such as {@code https://app.example.org}; {@code *} allows all
 */
public record OriginPolicy(Set<String> allowed) {
    private static final String ALL = "*";

    public OriginPolicy {
        allowed = Set.copyOf(allowed);
    }

    /** What an origin is to this server. */
    public enum Verdict {
        /** No browser page of another origin asks. */
        SAME,
        /** A page of another origin asks, and may. */
        ALLOWED,
        /** A page of another origin asks, and may not. */
        REFUSED
    }

    /**
     * Judges a request.
     *
     * @param origin the header {@code Origin}, or null without one
     * @param own the origin of the address that was asked
     */
    public Verdict judge(@Nullable String origin, String own) {
        if (origin == null || origin.equalsIgnoreCase(own)) {
            return Verdict.SAME;
        }
        return allowed.contains(origin) || allowed.contains(ALL) ? Verdict.ALLOWED : Verdict.REFUSED;
    }

    /** Whether an origin is listed by its own name. */
    public boolean isListed(String origin) {
        return allowed.contains(origin);
    }
}
