package org.fanfare.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.fanfare.backplane.jms.JmsBackplane;
import org.fanfare.backplane.jms.JmsLogin;
import org.fanfare.backplane.jms.JmsObjects;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.broker.ArtemisBroker;
import org.fanfare.testkit.broker.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The backplane against a broker process that is killed, and over a network that is cut. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // made before each test
class BrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static ArtemisBroker broker;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private TcpProxy proxy;
    private JmsBackplane backplane;

    @BeforeAll
    static void startTheBroker() {
        broker = ArtemisBroker.start("broker-it", 0);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @BeforeEach
    void connect() throws InterruptedException {
        proxy = TcpProxy.to(broker.port());
        var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + proxy.port()
                + "?reconnectAttempts=0&callTimeout=2000&clientFailureCheckPeriod=1000&connectionTTL=3000"
                + "&useTopologyForLoadBalancing=false&connect-timeout-millis=2000");
        var objects = new JmsObjects(
                factory,
                factory,
                new ActiveMQTopic("FanfareBackplane"),
                new JmsLogin(ArtemisBroker.USER, ArtemisBroker.PASSWORD));
        backplane = new JmsBackplane(Thread::new, objects, Duration.ofSeconds(60), Ticker.system());
        backplane.start(message -> heard.add(new String(message, UTF_8)));
        await(Backplane.State.UP);
    }

    @AfterEach
    void disconnect() {
        proxy.close();
        backplane.close();
    }

    @Test
    void itComesBackAfterTheBrokerWasKilled() throws Exception {
        broker.kill();
        await(Backplane.State.DOWN);

        broker.start();
        await(Backplane.State.UP);

        Until.holds("sent", LIMIT, () -> sends("back"));
        assertEquals("back", heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void itNoticesThatTheNetworkIsCutAndComesBackWhenItHeals() throws Exception {
        proxy.cut();
        await(Backplane.State.DOWN);

        proxy.heal();
        await(Backplane.State.UP);

        Until.holds("sent", LIMIT, () -> sends("back"));
        assertEquals("back", heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aPausedTopicKeepsWhatIsSentUntilItGoesOn() throws Exception {
        broker.pauseTopic();
        backplane.send("kept".getBytes(UTF_8));
        String meanwhile = heard.poll(1, TimeUnit.SECONDS);

        broker.resumeTopic();

        assertNull(meanwhile);
        assertEquals("kept", heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aDroppedSubscriptionIsMadeAnewWhenItIsRenewed() throws Exception {
        broker.dropSubscriptions();
        backplane.renew();

        await(Backplane.State.UP);
        Until.holds("heard", LIMIT, () -> sends("after") && "after".equals(heard.poll()));
    }

    private void await(Backplane.State state) throws InterruptedException {
        Until.holds(state.toString(), LIMIT, () -> backplane.state() == state);
    }

    private boolean sends(String text) {
        try {
            backplane.send(text.getBytes(UTF_8));
            return true;
        } catch (BackplaneException notYet) {
            return false;
        }
    }
}
