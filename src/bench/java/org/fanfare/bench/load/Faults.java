package org.fanfare.bench.load;

/**
 * What went wrong in a run; it must all be zero.
 *
 * @param lost events that did not arrive
 * @param duplicated events that arrived again
 * @param disordered events that arrived after a later one of their publisher, or where nobody wanted them
 * @param complaints gaps and errors that a node told, and connections that ended
 */
record Faults(long lost, long duplicated, long disordered, long complaints) {
    static final Faults NONE = new Faults(0, 0, 0, 0);

    Faults plus(Faults more) {
        return new Faults(
                lost + more.lost,
                duplicated + more.duplicated,
                disordered + more.disordered,
                complaints + more.complaints);
    }

    boolean isNone() {
        return equals(NONE);
    }

    @Override
    public String toString() {
        return "lost " + lost + ", doubled " + duplicated + ", disordered " + disordered + ", complaints " + complaints;
    }
}
