package org.fanfare.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.fanfare.access.BodyLimits;
import org.fanfare.cluster.Member;
import org.fanfare.event.Ticker;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.Core;
import org.fanfare.hub.Hub;
import org.fanfare.ingress.telemetry.TelemetryFeed;
import org.fanfare.log.NodeLog;
import org.fanfare.security.OriginPolicy;
import org.fanfare.session.SessionRegistry;
import org.fanfare.transport.poll.Polls;
import org.fanfare.transport.rest.Answers;
import org.fanfare.transport.websocket.WebSockets;

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
    private static final Duration LEAVE_TIME = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    @Resource
    ManagedThreadFactory threads;

    private final Pacemaker pacemaker = new Pacemaker(Ticker.system());

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
    Hub hub(Settings settings, SessionRegistry registry, NodeLog log) {
        Ticker ticker = Ticker.system();
        InstantSource clock = InstantSource.system();
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
                reaper,
                settings.presence(),
                settings.rooms());
        return new Hub(core, settings.keyLimits(), settings.shards());
    }

    @Produces
    @Singleton
    NodeLog log(Settings settings) {
        return new NodeLog(
                Membership.freshName(),
                settings.retention(),
                settings.logLimits(),
                Ticker.system(),
                InstantSource.system());
    }

    @Produces
    @Singleton
    Membership membership(Settings settings, Hub hub, NodeLog log, Backplane backplane) {
        return new Membership(settings, hub, log, backplane);
    }

    @Produces
    @Singleton
    Member member(Membership membership) {
        return membership.member();
    }

    @Produces
    @Singleton
    Departure departure(Settings settings, Hub hub, SessionRegistry registry, Membership membership) {
        return new Departure(
                hub,
                registry,
                () -> membership.leave(LEAVE_TIME),
                membership.member()::comeBack,
                settings.goodbyeOver());
    }

    @Produces
    @Singleton
    ServerState serverState(Departure departure) {
        return new ServerState(departure);
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
    WebSockets webSockets(Settings settings) {
        return new WebSockets(settings.directWebSockets());
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

    void started(
            @Observes @Initialized(ApplicationScoped.class) Object context,
            Settings settings,
            Hub hub,
            Membership membership,
            ServerState state) {
        ConfigLog.changed(settings);
        hub.cluster(membership.member());
        hub.start(threads);
        membership.start(threads);
        pacemaker.every(TICK, membership::tick);
        pacemaker.every(SWEEP, hub::sweep);
        if (settings.telemetry().enabled()) {
            TelemetryFeed feed = new TelemetryFeed(
                    hub::node, reading -> hub.publish(reading, outcome -> {}), hub::counts, Ticker.system());
            pacemaker.every(settings.telemetry().interval(), feed::tick);
        }
        threads.newThread(pacemaker).start();
        state.watch();
    }

    void stopping(
            @Observes @BeforeDestroyed(ApplicationScoped.class) Object context,
            Hub hub,
            Membership membership,
            Departure departure,
            ServerState state) {
        state.unwatch();
        departure.leave();
        hub.close();
        pacemaker.stop();
        membership.close();
    }
}
