package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.naming.NameNotFoundException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.fanfare.hub.Backplane;
import org.junit.jupiter.api.Test;

class BackplanesTest {
    private static final ConnectionFactory FACTORY = new ActiveMQConnectionFactory("vm://0");

    private final Map<String, Object> bound = new HashMap<>(
            Map.of("jms/Receiver", FACTORY, "jms/Sender", FACTORY, "jms/Topic", new ActiveMQTopic("FanfareBackplane")));

    private int lookups;

    @Test
    void autoIsJmsWhereAllThreeNamesAreBound() {
        assertEquals("jms", choose(BackplaneChoice.AUTO).name());
    }

    @Test
    void autoIsLocalAtOnceOnAServerWithoutMessaging() {
        bound.clear();

        Backplane chosen = choose(BackplaneChoice.AUTO);

        assertEquals("local", chosen.name());
        assertTrue(lookups < 20, "lookups: " + lookups);
    }

    @Test
    void autoIsLocalWhereOneNameIsSomethingElse() {
        bound.put("jms/Topic", "no topic");

        assertEquals("local", choose(BackplaneChoice.AUTO).name());
    }

    @Test
    void aReferenceOfTheApplicationGoesBeforeTheServersOwnName() {
        bound.put("java:comp/env/jms/Topic", bound.remove("jms/Topic"));
        bound.put("jms/Topic", "another application's");

        assertEquals("jms", choose(BackplaneChoice.AUTO).name());
    }

    @Test
    void localIsLocalWhateverIsBound() {
        assertEquals("local", choose(BackplaneChoice.LOCAL).name());
        assertEquals(0, lookups);
    }

    @Test
    void namesThatAreBoundALittleLaterAreFound() {
        Object topic = bound.remove("jms/Topic");
        bound.put("java:comp/DefaultJMSConnectionFactory", FACTORY);

        Backplane chosen = Backplanes.choose(
                settings(BackplaneChoice.AUTO),
                name -> {
                    if (lookups == 10) {
                        bound.put("jms/Topic", topic);
                    }
                    return lookup(name);
                },
                Thread::new);

        assertEquals("jms", chosen.name());
    }

    @Test
    void theNamesWithoutAnObjectOfTheirKindAreNamed() {
        bound.remove("jms/Sender");
        bound.put("jms/Topic", FACTORY);

        var names = new JmsNames(this::lookup, settings(BackplaneChoice.JMS));

        assertEquals("[jms/Sender, jms/Topic]", names.missing().toString());
    }

    private Backplane choose(BackplaneChoice choice) {
        return Backplanes.choose(settings(choice), this::lookup, Thread::new);
    }

    private Object lookup(String name) throws NameNotFoundException {
        lookups++;
        Object found = bound.get(name);
        if (found == null) {
            throw new NameNotFoundException(name);
        }
        return found;
    }

    private static BackplaneSettings settings(BackplaneChoice choice) {
        return new BackplaneSettings(choice, "jms/Receiver", "jms/Sender", "jms/Topic", null, Duration.ofMinutes(2));
    }
}
