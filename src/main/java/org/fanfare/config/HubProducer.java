package org.fanfare.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.fanfare.access.BodyLimits;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Core;
import org.fanfare.hub.Hub;
import org.fanfare.ingress.telemetry.TelemetryFeed;
import org.fanfare.log.NodeLog;
import org.fanfare.security.OriginPolicy;
import org.fanfare.session.SessionRegistry;
import org.fanfare.transport.poll.Polls;
import org.fanfare.transport.rest.Answers;

/**
 * Builds the plain-Java core, starts it with the application and stops it with the application. {@code @Singleton} needs no client
 * proxy, so core types may be final.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class HubProducer {
    private static final int REAPERS = 2;
    private static final int MAX_CLOSES_WAITING = 200_000;
    private static final int ANSWERERS = 2;
    private static final int MAX_ANSWERS_WAITING = 10_000;
    private static final int MAX_BODIES_BYTES = 32 << 20;
    private static final Duration MAX_BODY_TIME = Duration.ofSeconds(60);
    private static final int NODE_CHARS = 10;
    private static final String NODE_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    @Resource
    ManagedThreadFactory threads;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final List<Future<?>> scheduled = new ArrayList<>();

    /** The settings, checked: a fault in them fails the deployment. */
    @Produces
    @Singleton
    Settings settings() {
        return Settings.load(ConfigProvider.getConfig());
    }

    @Produces
    @ApplicationScoped
    SessionRegistry registry() {
        return new SessionRegistry();
    }

    @Produces
    @Singleton
    Hub hub(Settings settings, SessionRegistry registry) {
        Ticker ticker = Ticker.system();
        InstantSource clock = InstantSource.system();
        NodeLog log = new NodeLog(nodeName(), settings.retention(), settings.logLimits(), ticker, clock);
        ThreadPoolExecutor reaper = new ThreadPoolExecutor(
                REAPERS, REAPERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MAX_CLOSES_WAITING), threads);
        reaper.allowCoreThreadTimeOut(true);
        Core core = new Core(
                log,
                registry,
                settings.hubLimits(),
                settings.outboxLimits(),
                settings.slowPolicies(),
                ticker,
                clock,
                reaper);
        Hub hub = new Hub(core, settings.keyLimits(), settings.shards());
        hub.cluster(new Alone(hub));
        return hub;
    }

    @Produces
    @Singleton
    Answers answers() {
        ThreadPoolExecutor answering = new ThreadPoolExecutor(
                ANSWERERS, ANSWERERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MAX_ANSWERS_WAITING), threads);
        answering.allowCoreThreadTimeOut(true);
        return new Answers(answering);
    }

    @Produces
    @Singleton
    Polls polls(Settings settings, Hub hub) {
        return new Polls(hub, settings.pollLimits(), settings.directPolls());
    }

    @Produces
    @Singleton
    BodyLimits bodyLimits(Settings settings) {
        int most = settings.hubLimits().request().bodyBytes();
        return new BodyLimits(most, Math.max(most, MAX_BODIES_BYTES), MAX_BODY_TIME);
    }

    @Produces
    @Singleton
    OriginPolicy originPolicy(Settings settings) {
        return new OriginPolicy(settings.allowedOrigins());
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object context, Settings settings, Hub hub) {
        ConfigLog.changed(settings);
        hub.start(threads);
        scheduled.add(scheduler.scheduleWithFixedDelay(hub::sweep, 1, 1, TimeUnit.SECONDS));
        if (settings.telemetry().enabled()) {
            TelemetryFeed feed = new TelemetryFeed(
                    hub.node(), reading -> hub.publish(reading, outcome -> {}), hub::counts, Ticker.system());
            scheduled.add(feed.start(scheduler, settings.telemetry().interval()));
        }
    }

    void stopping(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context, Hub hub) {
        scheduled.forEach(task -> task.cancel(true));
        hub.close();
    }

    private static String nodeName() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder(NODE_CHARS);
        for (int i = 0; i < NODE_CHARS; i++) {
            name.append(NODE_ALPHABET.charAt(random.nextInt(NODE_ALPHABET.length())));
        }
        return name.toString();
    }
}
