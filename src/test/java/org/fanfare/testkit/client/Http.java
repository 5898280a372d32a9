package org.fanfare.testkit.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP side of the gateway. Thread-safe. */
public final class Http {
    /** Far above what any answer takes, so that a lost one fails and a slow machine does not. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final URI base;

    /**
     * Makes a caller.
     *
     * @param base the application's address, with a slash at its end
     */
    public Http(URI base) {
        this.base = base;
    }

    /** A request for a path under the application, which is sent as it is: resolving it would tidy it up. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE.multipliedBy(4));
    }

    /** Sends a GET. */
    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Posts a body, with headers as name and value in turn. */
    public HttpResponse<String> post(String path, @Nullable String contentType, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Posts JSON. */
    public HttpResponse<String> postJson(String path, String body, String... headers) {
        return post(path, "application/json", body, headers);
    }

    /** Publishes over HTTP. */
    public Reply publish(Publish publish) {
        String path = topicPath(publish.topic()) + (publish.event() == null ? "" : "?event=" + encode(publish.event()));
        return reply(
                publish.key() == null
                        ? postJson(path, publish.payload())
                        : postJson(path, publish.payload(), "Idempotency-Key", publish.key()));
    }

    /** Reads past events over HTTP. */
    public Reply history(String topic, int limit) {
        return reply(get(topicPath(topic) + "/history?limit=" + limit));
    }

    /** The path of a topic: everything is percent-encoded but the slash. */
    public static String topicPath(String topic) {
        return "api/topics/" + encode(topic).replace("%2F", "/");
    }

    /** An answer's body and, for a problem, its code. */
    public static Reply reply(HttpResponse<String> response) {
        return reply(response.statusCode(), response.body());
    }

    static Reply reply(int status, String body) {
        if (status < 300) {
            return new Reply(null, JsonText.object(body));
        }
        if (!body.startsWith("{")) {
            return new Reply("HTTP " + status, JsonValue.EMPTY_JSON_OBJECT);
        }
        JsonObject problem = JsonText.object(body);
        return new Reply(problem.getString("code", "HTTP " + status), problem);
    }

    /** Sends a request, and waits for the whole answer. */
    public static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A text for a query or a path. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
