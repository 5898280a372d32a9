package org.fanfare.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A member of a room that counts what it is told of the others. Thread-safe. */
final class RoomWitness implements WebSocket.Listener, AutoCloseable {
    private static final Pattern COUNT = Pattern.compile("\"member_count\":([0-9]+)");

    private static final String USER = "\"user\":";

    private final StringBuilder parts = new StringBuilder();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong named = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private final WebSocket socket;

    /**
     * Joins.
     *
     * @param base the application's address, with a slash at its end
     */
    RoomWitness(HttpClient client, URI base, String room) {
        URI address = URI.create(base.toString().replaceFirst("^http", "ws") + "ws");
        socket = client.newWebSocketBuilder().buildAsync(address, this).join();
        socket.sendText("{\"action\":\"join\",\"room\":\"" + room + "\"}", true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            take(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String message) {
        Matcher counted = COUNT.matcher(message);
        if (counted.find()) {
            bytes.addAndGet(message.getBytes(StandardCharsets.UTF_8).length);
            messages.incrementAndGet();
            count.set(Long.parseLong(counted.group(1)));
            for (int at = message.indexOf(USER); at >= 0; at = message.indexOf(USER, at + 1)) {
                named.incrementAndGet();
            }
        }
    }

    /** Bytes of the messages that told of members. */
    long bytes() {
        return bytes.get();
    }

    long messages() {
        return messages.get();
    }

    /** How often one who came or went was named. */
    long named() {
        return named.get();
    }

    /** How many members the last message told of. */
    long count() {
        return count.get();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
