package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads what a process and its children use, from Linux's {@code /proc} (proc(5)) and the JDK's {@code jcmd}. */
final class ServerProcess {
    /** Linux counts CPU time for {@code /proc} in hundredths of a second, on every architecture that Java runs on. */
    private static final long NANOS_PER_TICK = 10_000_000L;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int RESIDENT_PAGES = 21;
    /** Fields of the first line of /proc/stat: user, nice, system, irq, softirq, steal. */
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

    private static final long PAGE_BYTES = 4096;

    private final long pid;

    ServerProcess(long pid) {
        this.pid = pid;
    }

    /** CPU time that the whole machine has used so far, in nanoseconds; what a hypervisor took away is part of it. */
    static long machineCpuNanos() throws IOException {
        String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
        long busy = 0;
        for (int field : BUSY) {
            busy += Long.parseLong(ticks[field]);
        }
        return busy * NANOS_PER_TICK;
    }

    /** What this process uses, without its children. */
    static Usage own() throws IOException {
        return usageOf(ProcessHandle.current().pid());
    }

    /**
     * What all processes of the tree together have used.
     *
     * @param cpuNanos user and system time so far
     * @param residentBytes resident memory now
     */
    record Usage(long cpuNanos, long residentBytes) {
        static final Usage NONE = new Usage(0, 0);

        Usage plus(Usage other) {
            return new Usage(cpuNanos + other.cpuNanos, residentBytes + other.residentBytes);
        }
    }

    /** The usage of the process and its children, all zero if the process is gone or was never named. */
    Usage usage() throws IOException {
        Usage sum = Usage.NONE;
        for (ProcessHandle process : tree().toList()) {
            sum = sum.plus(usageOf(process.pid()));
        }
        return sum;
    }

    private Stream<ProcessHandle> tree() {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    /** The JVM of the tree: the server may have been started through a script. */
    private long jvm() {
        return tree().filter(process -> process.info().command().orElse("").endsWith("java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(pid);
    }

    private static Usage usageOf(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            return new Usage(ticks * NANOS_PER_TICK, Long.parseLong(fields[RESIDENT_PAGES]) * PAGE_BYTES);
        } catch (NoSuchFileException e) {
            return Usage.NONE;
        }
    }

    /**
     * The bytes of all live objects in the JVM's heap, after a full collection.
     *
     * @throws IOException if the process is no JVM of this user
     */
    long liveHeapBytes() throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(jvm()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8).strip();
        String last = output.substring(output.lastIndexOf('\n') + 1);
        if (!last.startsWith("Total")) {
            throw new IOException("no heap of process " + pid + ": " + last);
        }
        String[] words = last.split(" +", -1);
        return Long.parseLong(words[2]);
    }
}
