package org.fanfare.config;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.naming.NamingException;
import org.fanfare.backplane.jms.JmsObjects;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what the administrator made for the backplane: a name such as {@code jms/Name} among the references of this application
 * ({@code java:comp/env/jms/Name}), which the server's own descriptor maps, and else among the names of the server. A server may bind
 * its names a little later than it starts the application. Used by one thread.
 */
final class JmsNames {
    private static final int POLL_MILLIS = 100;

    /** A server with messaging binds this name, and applications start only when it is bound (Jakarta EE 10, section EE.5.20). */
    private static final String DEFAULT_FACTORY = "java:comp/DefaultJMSConnectionFactory";

    /** Set by GlassFish and its kin, Payara among them. */
    private static final String GLASSFISH = "com.sun.aas.instanceRoot";

    private final Naming naming;
    private final BackplaneSettings settings;

    /** JNDI, as far as it is needed here. */
    interface Naming {
        @Nullable
        Object lookup(String name) throws NamingException;
    }

    JmsNames(Naming naming, BackplaneSettings settings) {
        this.naming = naming;
        this.settings = settings;
    }

    /**
     * Whether names that are missing may still come: never on a server without messaging, nor on GlassFish and its kin, which bind
     * all names before any application starts and would start their broker only to find the default factory.
     */
    boolean mayComeLater() {
        return System.getProperty(GLASSFISH) == null
                && find(DEFAULT_FACTORY, ConnectionFactory.class).isPresent();
    }

    /** The objects, once all names are bound; empty if that takes longer than the patience. */
    Optional<JmsObjects> await(Duration patience) {
        var never = new CountDownLatch(1);
        try {
            for (long polls = patience.toMillis() / POLL_MILLIS;
                    polls > 0 && !missing().isEmpty();
                    polls--) {
                never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return find();
    }

    private Optional<JmsObjects> find() {
        return find(settings.receiver(), ConnectionFactory.class)
                .flatMap(receiver -> find(settings.sender(), ConnectionFactory.class)
                        .flatMap(sender -> find(settings.topic(), Topic.class)
                                .map(topic -> new JmsObjects(receiver, sender, topic, settings.login()))));
    }

    /** The names under which there is nothing of the right kind. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String name : List.of(settings.receiver(), settings.sender())) {
            if (find(name, ConnectionFactory.class).isEmpty()) {
                missing.add(name);
            }
        }
        if (find(settings.topic(), Topic.class).isEmpty()) {
            missing.add(settings.topic());
        }
        return missing;
    }

    private <T> Optional<T> find(String name, Class<T> type) {
        Optional<T> reference = name.startsWith("java:") ? Optional.empty() : lookup("java:comp/env/" + name, type);
        return reference.or(() -> lookup(name, type));
    }

    private <T> Optional<T> lookup(String name, Class<T> type) {
        try {
            return Optional.ofNullable(naming.lookup(name))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (NamingException notBound) {
            return Optional.empty();
        }
    }
}
