package org.fanfare.testkit.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream piece by piece, as a browser does (WHATWG HTML, section 9.2.6), but refuses bytes that are not
 * UTF-8. For one thread.
 */
public final class EventStream {
    /**
     * One dispatched event.
     *
     * @param name its {@code event:} field, {@code message} if there was none
     * @param data its {@code data:} lines, joined by line feeds
     * @param lastId the last {@code id:} of the stream so far
     * @param ownId whether this event had an {@code id:} itself
     * @param retry the last {@code retry:} of the stream so far, in milliseconds, or null
     */
    public record Dispatched(
            String name,
            String data,
            String lastId,
            boolean ownId,
            @Nullable Integer retry) {}

    private final Consumer<Dispatched> sink;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private final StringBuilder line = new StringBuilder();
    private boolean afterReturn;
    private boolean first = true;

    private String name = "";
    private @Nullable StringBuilder data;
    private String lastId = "";
    private boolean ownId;
    private @Nullable Integer retry;

    /** Makes a reader that hands each event to a sink. */
    public EventStream(Consumer<Dispatched> sink) {
        this.sink = sink;
    }

    /** Reads the next bytes; the cut may fall anywhere. */
    public void feed(ByteBuffer bytes) {
        ByteBuffer all = ByteBuffer.allocate(undecoded.remaining() + bytes.remaining())
                .put(undecoded)
                .put(bytes)
                .flip();
        CharBuffer text = CharBuffer.allocate(all.remaining());
        if (decoder.decode(all, text, false).isError()) {
            throw new AssertionError("not UTF-8");
        }
        undecoded = all.slice();
        text.flip();
        while (text.hasRemaining()) {
            read(text.get());
        }
    }

    private void read(char c) {
        boolean secondHalf = c == '\n' && afterReturn;
        afterReturn = c == '\r';
        if (c == '\r' || (c == '\n' && !secondHalf)) {
            endOfLine(line.toString());
            line.setLength(0);
        } else if (c != '\n' && !(first && c == '\uFEFF')) {
            line.append(c);
        }
        first = false;
    }

    private void endOfLine(String text) {
        int colon = text.indexOf(':');
        if (text.isEmpty()) {
            dispatch();
        } else if (colon < 0) {
            field(text, "");
        } else if (colon > 0) {
            String value = text.substring(colon + 1);
            field(text.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String field, String value) {
        switch (field) {
            case "event" -> name = value;
            case "data" -> data = (data == null ? new StringBuilder() : data.append('\n')).append(value);
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    lastId = value;
                    ownId = true;
                }
            }
            case "retry" -> {
                if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    retry = Integer.valueOf(value);
                }
            }
            default -> {}
        }
    }

    private void dispatch() {
        if (data != null) {
            sink.accept(new Dispatched(name.isEmpty() ? "message" : name, data.toString(), lastId, ownId, retry));
        }
        data = null;
        name = "";
        ownId = false;
    }
}
