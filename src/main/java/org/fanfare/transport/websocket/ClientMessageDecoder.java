package org.fanfare.transport.websocket;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.DecodeContext;
import org.fanfare.protocol.MessageDecoder;
import org.fanfare.protocol.RefusedMessage;
import org.fanfare.protocol.RequestLimits;

/**
 * Reads one message of a client.
 *
 * <p>The endpoint calls it for each message of a frame that it has put together itself; a container calls it for whole messages
 * only, whose size it does not bound.
 */
public final class ClientMessageDecoder implements Decoder.Text<ClientMessage> {
    private static final RequestLimits DEFAULTS = new RequestLimits(100, 64 * 1024);

    private final DecodeContext context;

    /** A decoder for a connection without a room, with the default limits. */
    public ClientMessageDecoder() {
        this(new DecodeContext(null, DEFAULTS));
    }

    ClientMessageDecoder(DecodeContext context) {
        this.context = context;
    }

    /**
     * Reads a message.
     *
     * @throws DecodeException if it is refused; its cause is a {@link RefusedMessage} that tells the code
     */
    @Override
    public ClientMessage decode(String text) throws DecodeException {
        try {
            return MessageDecoder.decode(text, context);
        } catch (RefusedMessage refused) {
            throw new DecodeException(text, refused.detail(), refused);
        }
    }

    @Override
    public boolean willDecode(String text) {
        return true;
    }
}
