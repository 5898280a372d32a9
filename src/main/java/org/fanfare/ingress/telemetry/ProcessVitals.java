package org.fanfare.ingress.telemetry;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Reads the vitals of this process from the platform's MXBeans. Used by one thread at a time. */
final class ProcessVitals implements Supplier<Vitals> {
    private static final double UNKNOWN = -1;
    /** Beans that count whole cycles of a concurrent collector rather than its pauses have names that end so. */
    private static final String CYCLES = "Cycles";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Override
    public Vitals get() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long pauses = 0;
        long pausedMillis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (!collector.getName().endsWith(CYCLES)) {
                pauses += Math.max(0, collector.getCollectionCount());
                pausedMillis += Math.max(0, collector.getCollectionTime());
            }
        }
        return new Vitals(
                share("ProcessCpuLoad"),
                share("CpuLoad"),
                Runtime.getRuntime().availableProcessors(),
                heap.getUsed(),
                heap.getCommitted(),
                Math.max(heap.getMax(), heap.getCommitted()),
                pauses,
                pausedMillis,
                threads.getThreadCount(),
                threads.getPeakThreadCount());
    }

    /** Read by name, because a WAR on WildFly does not see the module that holds the interface with these attributes. */
    private double share(String attribute) {
        try {
            ObjectName name = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            Object value = server.getAttribute(name, attribute);
            return value instanceof Double share && share >= 0 && share <= 1 ? share : UNKNOWN;
        } catch (JMException notThere) {
            return UNKNOWN;
        }
    }
}
