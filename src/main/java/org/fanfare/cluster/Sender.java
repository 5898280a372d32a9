package org.fanfare.cluster;

import java.util.concurrent.TimeUnit;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;

/** The thread that sends what the member has to say. After a failure it waits before it tries again, longer each time. */
public final class Sender implements Runnable {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Member member;
    private final Backplane backplane;
    private volatile boolean stopped;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    public Sender(Member member, Backplane backplane) {
        this.member = member;
        this.backplane = backplane;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                Outbound message = member.next();
                if (message == null) {
                    member.awaitSpeech();
                } else {
                    send(message);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Outbound message) throws InterruptedException {
        try {
            backplane.send(message.bytes());
            pauseMillis = FIRST_PAUSE_MILLIS;
        } catch (BackplaneException failure) {
            member.unsent(message, failure);
            if (!failure.isRefused()) {
                pause();
            }
        }
    }

    private void pause() throws InterruptedException {
        synchronized (this) {
            if (!stopped) {
                TimeUnit.MILLISECONDS.timedWait(this, pauseMillis);
            }
        }
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    /** Ends the thread when it has sent what it is sending. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
