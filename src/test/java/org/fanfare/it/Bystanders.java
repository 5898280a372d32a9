package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.TestClient;
import org.fanfare.testkit.client.Transport;

/** Well-behaved clients, one of each transport, that must notice nothing of what others do. For one thread. */
final class Bystanders implements AutoCloseable {
    private final String topic = Gateway.fresh();
    private final List<TestClient> clients = new ArrayList<>();
    private final TestClient publisher;
    private int published;

    Bystanders(URI base) {
        publisher = Transport.WEBSOCKET.client(base);
        for (Transport transport : Transport.values()) {
            TestClient client = transport.client(base);
            client.subscribe(Subscription.to(topic)).accepted();
            clients.add(client);
        }
    }

    /** Each of them, on the connection that it has had since the beginning, gets the next event and nothing else. */
    void assertUnharmed() {
        publisher.publish(Publish.of(topic, Integer.toString(++published))).accepted();
        for (TestClient client : clients) {
            Message event = client.event();
            assertEquals(published, event.number());
        }
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
        publisher.close();
    }
}
