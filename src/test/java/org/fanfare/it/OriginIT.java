package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins are refused on every way in, unless they are allowed. */
@Timeout(60)
class OriginIT {
    private static final String FOREIGN = "https://evil.example";
    /** What the shared server is set to allow. */
    private static final String ALLOWED = "https://app.example";

    private final Http http = new Http(Gateway.base());

    private static String own() {
        URI base = Gateway.base();
        return base.getScheme() + "://" + base.getAuthority();
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertEquals(403, response.statusCode(), response.body());
        assertEquals("ORIGIN_REFUSED", JsonText.object(response.body()).getString("code"));
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
        assertTrue(response.headers().allValues("Vary").stream().anyMatch(vary -> vary.contains("Origin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/events?topic=it.a", "api/poll?topic=it.a", "api/topics/it.a/history"})
    void aForeignOriginMayNotRead(String path) {
        assertRefused(Http.send(http.request(path).header("Origin", FOREIGN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {FOREIGN, "null", "http://127.0.0.1", "https://127.0.0.1:1", "nonsense", "http://"})
    void aForeignOriginMayNotPublish(String origin) {
        assertRefused(http.postJson("api/topics/it.a", "1", "Origin", origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {FOREIGN, "null", "http://127.0.0.1", "nonsense"})
    void aForeignOriginMayNotOpenAWebSocket(String origin) {
        assertEquals(403, WebSocketLink.refused(Gateway.base(), "ws", origin).status());
        assertEquals(
                403, WebSocketLink.refused(Gateway.base(), "ws/lobby", origin).status());
    }

    @Test
    void theOwnOriginMayDoAll() {
        assertEquals(
                202,
                http.postJson("api/topics/" + Gateway.fresh(), "1", "Origin", own())
                        .statusCode());
        assertEquals(
                200,
                Http.send(http.request("api/poll?topic=it.a").header("Origin", own()))
                        .statusCode());
        try (WebSocketLink link = WebSocketLink.openFrom(Gateway.base(), "ws", own())) {
            assertEquals("welcome", link.next().type());
        }
    }

    @Test
    void anAllowedOriginMayDoAllAndReadTheAnswers() {
        HttpResponse<String> published = http.postJson("api/topics/" + Gateway.fresh(), "1", "Origin", ALLOWED);

        assertEquals(202, published.statusCode());
        assertEquals(
                ALLOWED,
                published.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertTrue(published
                .headers()
                .firstValue("Access-Control-Expose-Headers")
                .orElse("")
                .contains("Retry-After"));
        try (WebSocketLink link = WebSocketLink.openFrom(Gateway.base(), "ws", ALLOWED)) {
            assertEquals("welcome", link.next().type());
        }
    }

    @Test
    void anAnswerVariesByOrigin() {
        HttpResponse<String> response = http.get("api/poll?topic=it.a");

        assertEquals(200, response.statusCode());
        assertTrue(response.headers().allValues("Vary").stream().anyMatch(vary -> vary.contains("Origin")));
    }

    @Test
    void aPreflightOfAForeignOriginIsRefused() {
        HttpResponse<String> response = Http.send(preflight(FOREIGN));

        assertEquals(403, response.statusCode());
        assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    @Test
    void aPreflightOfAnAllowedOriginNamesWhatIsAllowed() {
        HttpResponse<String> response = Http.send(preflight(ALLOWED));

        assertTrue(response.statusCode() == 200 || response.statusCode() == 204, "status " + response.statusCode());
        assertEquals(
                ALLOWED,
                response.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        String methods =
                response.headers().firstValue("Access-Control-Allow-Methods").orElse("");
        assertTrue(methods.contains("POST") && methods.contains("GET"), methods);
        String headers =
                response.headers().firstValue("Access-Control-Allow-Headers").orElse("");
        for (String header : new String[] {
            "Authorization", "Content-Type", "Last-Event-ID", "Idempotency-Key", "Fanfare-Member", "traceparent"
        }) {
            assertTrue(headers.contains(header), headers + " lacks " + header);
        }
    }

    private HttpRequest.Builder preflight(String origin) {
        return http.request("api/topics/it.a")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,idempotency-key");
    }
}
