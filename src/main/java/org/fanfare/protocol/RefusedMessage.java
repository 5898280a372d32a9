package org.fanfare.protocol;

import org.jspecify.annotations.Nullable;

/** A client's message that is refused, with as much of it as could be read, for the {@code error} that answers it. */
public final class RefusedMessage extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String ref;
    private final @Nullable String action;

    RefusedMessage(ProtocolException why, @Nullable String ref, @Nullable String action, @Nullable String topic) {
        super(why.code(), why.detail(), why.topic() == null ? topic : why.topic(), why.retryAfterMillis());
        this.ref = ref;
        this.action = action;
    }

    /** The client's {@code id} as JSON text, or null. */
    public @Nullable String ref() {
        return ref;
    }

    /** The action or word that was asked for, cut if it is long; null if none could be read. */
    public @Nullable String action() {
        return action;
    }
}
