package org.fanfare.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a JVM's heap is in use after a garbage collection, told by {@code jcmd}. */
final class HeapProbe {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern USED = Pattern.compile("heap +total \\d+K, used (\\d+)K");

    private HeapProbe() {}

    /** Bytes in use, after two full collections. */
    static long usedBytes(long pid) {
        run(pid, "GC.run");
        run(pid, "GC.run");
        String info = run(pid, "GC.heap_info");
        Matcher used = USED.matcher(info);
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        if (kilobytes == 0) {
            throw new AssertionError("not understood: " + info);
        }
        return kilobytes * 1024;
    }

    /** How many live objects there are of a class, after a full collection. */
    static long instances(long pid, String className) {
        return run(pid, "GC.class_histogram")
                .lines()
                .map(line -> line.trim().split("\\s+", 5))
                .filter(columns -> columns.length > 3 && columns[3].equals(className))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    private static String run(long pid, String command) {
        try {
            Process process = new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
