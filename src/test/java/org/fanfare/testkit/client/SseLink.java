package org.fanfare.testkit.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fanfare.testkit.client.EventStream.Dispatched;

/** One event stream by the JDK's client. Holds no thread. For one thread. */
public final class SseLink implements AutoCloseable {
    private static final String END = "end of stream";

    private final HttpResponse<Body> response;

    private SseLink(HttpResponse<Body> response) {
        this.response = response;
    }

    /** Sends a request, and returns as soon as the headers are there. */
    public static SseLink open(HttpRequest.Builder request) {
        return new SseLink(Http.send(request, info -> new Body(info.statusCode() == 200)));
    }

    public int status() {
        return response.statusCode();
    }

    public HttpHeaders headers() {
        return response.headers();
    }

    /** The next event of the stream; after its end always one named {@code closed}. */
    public Dispatched next() {
        Dispatched next = response.body().events.next("a server-sent event");
        if (next.name().equals(Message.CLOSED)) {
            response.body().events.put(next);
        }
        return next;
    }

    /** The next event of a name; what comes before is dropped. */
    public Dispatched next(String name) {
        for (Dispatched next = next(); ; next = next()) {
            if (next.name().equals(name)) {
                return next;
            }
            if (next.name().equals(Message.CLOSED)) {
                throw new AssertionError("the stream ended before " + name);
            }
        }
    }

    /** The whole body, once it has ended; for refusals. */
    public String body() {
        try {
            return response.body().whole.get(Http.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the body did not end", e);
        }
    }

    /** Breaks the connection. */
    @Override
    public void close() {
        response.body().cancel();
    }

    private static final class Body implements HttpResponse.BodySubscriber<Body> {
        private final Inbox<Dispatched> events = new Inbox<>();
        private final EventStream parser = new EventStream(events::put);
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final CompletableFuture<String> whole = new CompletableFuture<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final boolean stream;

        Body(boolean stream) {
            this.stream = stream;
        }

        void cancel() {
            subscription.join().cancel();
        }

        @Override
        public CompletionStage<Body> getBody() {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription.complete(begun);
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (stream) {
                    parser.feed(buffer);
                } else {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    text.writeBytes(bytes);
                }
            }
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
            events.put(new Dispatched(Message.CLOSED, END + ": " + error, "", false, null));
        }

        @Override
        public void onComplete() {
            whole.complete(text.toString(StandardCharsets.UTF_8));
            events.put(new Dispatched(Message.CLOSED, END, "", false, null));
        }
    }
}
