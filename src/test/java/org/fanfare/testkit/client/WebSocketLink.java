package org.fanfare.testkit.client;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection by the JDK's client: texts out, messages in, in order. For one thread. */
public final class WebSocketLink implements AutoCloseable {
    public static final String PLAIN = "fanfare.v1";
    public static final String BATCH = "fanfare.v1.batch";

    private final Inbox<Message> inbox = new Inbox<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;
    private CompletionStage<WebSocket> sending;

    private WebSocketLink(URI uri, @Nullable String origin, List<String> subprotocols) {
        WebSocket.Builder builder = Http.CLIENT.newWebSocketBuilder().connectTimeout(Http.PATIENCE);
        if (origin != null) {
            builder.header("Origin", origin);
        }
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        socket = builder.buildAsync(uri, new Receiver()).join();
        sending = CompletableFuture.completedFuture(socket);
    }

    /**
     * Connects.
     *
     * @param path under the application, such as {@code ws} or {@code ws/lobby}
     * @param subprotocols what is offered, the preferred first; may be empty
     */
    public static WebSocketLink open(URI base, String path, String... subprotocols) {
        return new WebSocketLink(webSocketUri(base, path), null, List.of(subprotocols));
    }

    /** Tries a handshake with an {@code Origin}, and returns the headers and the status of the refusal. */
    public static Refusal refused(URI base, String path, String origin) {
        try (WebSocketLink link = new WebSocketLink(webSocketUri(base, path), origin, List.of())) {
            throw new AssertionError("accepted origin " + origin + " with subprotocol " + link.subprotocol());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refusal && refusal.getResponse() != null) {
                return new Refusal(
                        refusal.getResponse().statusCode(),
                        refusal.getResponse().headers());
            }
            throw e;
        }
    }

    /** Connects with an {@code Origin}. */
    public static WebSocketLink openFrom(URI base, String path, String origin) {
        return new WebSocketLink(webSocketUri(base, path), origin, List.of());
    }

    private static URI webSocketUri(URI base, String path) {
        return URI.create(base.resolve(path).toString().replaceFirst("^http", "ws"));
    }

    /** A handshake's refusal. */
    public record Refusal(int status, HttpHeaders headers) {}

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a text frame, after all sent before. */
    public void send(String text) {
        sending = sending.thenCompose(ignored -> socket.sendText(text, true));
    }

    /** Sends a binary frame, after all sent before. */
    public void sendBinary(byte[] bytes) {
        sending = sending.thenCompose(ignored -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** The next message of any type; after the end of the connection always {@link Message#CLOSED}. */
    public Message next() {
        Message message = inbox.next("a message on the WebSocket");
        if (message.type().equals(Message.CLOSED)) {
            inbox.put(message);
        }
        return message;
    }

    /** The next message of a type; what comes before is dropped. */
    public Message next(String type) {
        for (Message message = next(); ; message = next()) {
            if (message.type().equals(type)) {
                return message;
            }
            if (message.type().equals(Message.CLOSED)) {
                throw new AssertionError("closed (" + message.raw() + ") before " + type);
            }
        }
    }

    /** Waits until the server has closed, and returns the code; 1006 if it broke the connection. */
    public int closeCode() {
        try {
            return closeCode.get(Http.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("not closed", e);
        }
    }

    /** Breaks the connection. */
    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                String frame = parts.toString();
                parts.setLength(0);
                for (int start = 0; start < frame.length(); ) {
                    int end = frame.indexOf('\n', start);
                    end = end < 0 ? frame.length() : end;
                    inbox.put(Message.of(frame.substring(start, end), null));
                    start = end + 1;
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.complete(code);
            inbox.put(Message.closed(code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closeCode.complete(1006);
            inbox.put(Message.closed("1006 " + error));
        }
    }
}
