package org.fanfare.cluster;

/** Bytes are not what they ought to be. It never leaves {@link Wire}, and has no stack trace: who sends rubbish costs little. */
final class BrokenMessageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BrokenMessageException(String what) {
        super(what);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
