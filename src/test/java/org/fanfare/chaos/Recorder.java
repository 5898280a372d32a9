package org.fanfare.chaos;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.cluster.Addresses;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes down all it gets. When its node goes, or asks it to, it resumes by cursor on the next one. Runs
 * in a thread of its own; {@link #close} may be called by any.
 */
abstract class Recorder implements Runnable, AutoCloseable {
    private static final int PAUSE_MILLIS = 100;

    private final Addresses nodes;
    private final Habits habits;
    private final ClientRecord record;
    private final Origins origins;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable AutoCloseable open;

    Recorder(Addresses nodes, Habits habits, ClientRecord record, Origins origins) {
        this.nodes = nodes;
        this.habits = habits;
        this.record = record;
        this.origins = origins;
    }

    /** Connects to a node and listens there until it is time to go on to the next. */
    abstract void listen(int node) throws IOException;

    @Override
    public final void run() {
        for (int node = habits.firstNode(); isRunning(); node = (node + 1) % nodes.count()) {
            try {
                listen(node);
            } catch (IOException e) {
                if (isRunning()) {
                    record.note(new Note.Ended(record.size(), why(e)));
                    pause();
                }
            }
        }
    }

    private static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void pause() {
        try {
            stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
        }
    }

    final boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** Notes what is to be closed when the client is stopped. */
    final <T extends AutoCloseable> T closing(T link) throws IOException {
        open = link;
        if (!isRunning()) {
            throw new IOException("stopped");
        }
        return link;
    }

    final Addresses nodes() {
        return nodes;
    }

    final Habits habits() {
        return habits;
    }

    final ClientRecord record() {
        return record;
    }

    final Origins origins() {
        return origins;
    }

    final void opened(int place) {
        record.note(new Note.Opened(record.size(), place));
    }

    final void welcomed(String message, int place) throws IOException {
        origins.runsAt(Hearing.required(message, "node"), place);
    }

    final void gap(String message) throws IOException {
        record.note(
                new Note.Gap(record.size(), Hearing.required(message, "reason"), Hearing.required(message, "cursor")));
    }

    final void goodbye(String message) {
        String reason = Hearing.member(message, "reason");
        record.note(new Note.Goodbye(record.size(), reason == null ? "" : reason));
    }

    /** Stops the client. */
    @Override
    public final void close() {
        stopped.countDown();
        AutoCloseable link = open;
        if (link != null) {
            try {
                link.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing failed", e);
            }
        }
    }
}
