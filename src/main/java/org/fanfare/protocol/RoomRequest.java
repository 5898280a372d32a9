package org.fanfare.protocol;

import org.fanfare.protocol.JsonText.Kind;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about rooms. */
public sealed interface RoomRequest {

    /**
     * Who joins.
     *
     * @param metadata a raw object, or null
     * @param member the token of a member of before, as which it goes on; or null
     */
    record Join(@Nullable String metadata, @Nullable String member) implements RoomRequest {
        /**
         * Reads a body.
         *
         * @throws ProtocolException {@code BAD_MESSAGE}
         */
        public static Join of(String body) {
            JsonObjectText object = JsonObjectText.of(body);
            Kind kind = object.kind("metadata");
            if (kind != null && kind != Kind.NULL && kind != Kind.OBJECT) {
                throw new ProtocolException(ErrorCode.BAD_MESSAGE, "metadata must be an object");
            }
            return new Join(kind == Kind.OBJECT ? object.raw("metadata") : null, object.string("member"));
        }

        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "Join[]";
        }
    }

    /**
     * What is said.
     *
     * @param data raw
     * @param echo whether it goes to the sender too
     */
    record Say(String word, String data, boolean echo) implements RoomRequest {
        /**
         * Reads a body.
         *
         * @throws ProtocolException {@code BAD_MESSAGE}
         */
        public static Say of(String body) {
            JsonObjectText object = JsonObjectText.of(body);
            String word = object.string("word");
            String data = object.raw("data");
            if (data == null) {
                throw new ProtocolException(ErrorCode.BAD_MESSAGE, "data is missing");
            }
            Boolean echo = object.bool("echo");
            return new Say(word == null ? Names.NO_KIND : word, data, echo != null && echo);
        }
    }
}
