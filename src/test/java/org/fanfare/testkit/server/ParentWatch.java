package org.fanfare.testkit.server;

/**
 * A Java agent in the server's JVM that stops the server when the process that started it is gone, however that
 * ended. Uses nothing but {@code java.base}, because it runs before the server's own class loaders exist.
 */
public final class ParentWatch {
    private ParentWatch() {}

    /** Called by the JVM before the server's main method; the argument is the process id to watch. */
    public static void premain(String parentPid) {
        var watch = new Thread(() -> exitAfter(Long.parseLong(parentPid)), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void exitAfter(long pid) {
        ProcessHandle.of(pid).ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }
}
