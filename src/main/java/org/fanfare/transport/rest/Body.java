package org.fanfare.transport.rest;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.JsonText;
import org.fanfare.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, within a bound. */
final class Body {
    private Body() {}

    /**
     * The payload in a body: JSON as it is, plain text as a JSON string.
     *
     * @throws ProtocolException if it is empty, too large, of another type, or not UTF-8
     */
    static String payload(InputStream body, @Nullable MediaType type, int maxBytes) throws IOException {
        boolean json = is(type, MediaType.APPLICATION_JSON_TYPE);
        if (!json && !is(type, MediaType.TEXT_PLAIN_TYPE)) {
            throw unsupported();
        }
        String text = text(body, maxBytes);
        return json ? JsonText.compact(text) : JsonText.quote(text);
    }

    /** The text of a JSON body. */
    static String json(InputStream body, @Nullable MediaType type, int maxBytes) throws IOException {
        if (!is(type, MediaType.APPLICATION_JSON_TYPE)) {
            throw unsupported();
        }
        return text(body, maxBytes);
    }

    private static boolean is(@Nullable MediaType type, MediaType wanted) {
        return type != null
                && wanted.getType().equalsIgnoreCase(type.getType())
                && wanted.getSubtype().equalsIgnoreCase(type.getSubtype());
    }

    private static ProtocolException unsupported() {
        return new ProtocolException(
                ErrorCode.UNSUPPORTED_TYPE,
                "the body is application/json, or text/plain for a payload that is a string");
    }

    private static String text(InputStream body, int maxBytes) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "the body is too large; send at most " + maxBytes + " bytes");
        }
        if (bytes.length == 0) {
            throw new ProtocolException(ErrorCode.BAD_MESSAGE, "the body is empty; send a payload, null for none");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ProtocolException(ErrorCode.BAD_MESSAGE, "the body is not UTF-8");
        }
    }
}
