package org.fanfare.it.arquillian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.Hub;
import org.fanfare.session.SessionRegistry;
import org.fanfare.session.Transport;
import org.fanfare.testkit.Until;
import org.fanfare.topic.Topic;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The endpoint, the resources and the core meet in the beans that the container made. */
@Tag("in-container")
@Timeout(60)
@ExtendWith(ArquillianExtension.class)
@SuppressWarnings("NullAway.Init") // the container injects before each test
class WiringArquillianIT {
    private static final String HOST = "://127.0.0.1:" + System.getProperty("arquillian.http.port") + "/fanfare/";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    Instance<Hub> hub;

    @Inject
    SessionRegistry registry;

    @Inject
    Backplane backplane;

    @Deployment
    static WebArchive application() {
        return Deployments.fanfareWith(WiringArquillianIT.class, Until.class);
    }

    @BeforeEach
    void theNodeHasJoined() throws Exception {
        Until.holds("ready", Duration.ofSeconds(30), () -> hub.get().isReady());
    }

    @Test
    void oneRunningHubServesTheApplication() {
        assertTrue(hub.get().isRunning());
        assertSame(hub.get(), hub.get());
    }

    @Test
    void whatAResourceTakesIsInTheHub() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http" + HOST + "api/topics/it.wiring"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"hello\"}"))
                .build();

        int status = http.send(request, BodyHandlers.discarding()).statusCode();

        var past = hub.get().history(new Topic("it.wiring"), 10, null);
        assertEquals(202, status);
        assertEquals(
                List.of("{\"text\":\"hello\"}"),
                past.events().stream().map(event -> event.payload()).toList());
    }

    @Test
    void theServersOwnTopicIsTheBackplane() throws Exception {
        Until.holds("subscribed", Duration.ofSeconds(30), () -> backplane.state() == Backplane.State.UP);

        assertEquals("jms", backplane.name());
    }

    @Test
    void aWebSocketIsASessionOfTheOneRegistry() throws Exception {
        var welcome = new FirstMessage();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws" + HOST + "ws"), welcome)
                .get(30, TimeUnit.SECONDS);

        welcome.text.get(30, TimeUnit.SECONDS);

        assertEquals(1, registry.count(Transport.WEBSOCKET));
        socket.abort();
    }

    /** Completes when the server has said something. */
    private static final class FirstMessage implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return null;
        }
    }
}
