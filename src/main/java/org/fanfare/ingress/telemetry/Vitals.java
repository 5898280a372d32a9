package org.fanfare.ingress.telemetry;

/**
 * One reading of this process and its machine.
 *
 * @param processCpu share of the machine's processors that this process uses, 0 to 1; negative if not known
 * @param systemCpu share of the machine's processors in use, 0 to 1; negative if not known
 * @param gcPauses collections since the process began
 * @param gcMillis time spent in them
 */
record Vitals(
        double processCpu,
        double systemCpu,
        int cores,
        long heapUsedBytes,
        long heapCommittedBytes,
        long heapMaxBytes,
        long gcPauses,
        long gcMillis,
        int threads,
        int peakThreads) {}
