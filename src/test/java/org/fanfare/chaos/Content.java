package org.fanfare.chaos;

/** What an event says: who published it, and its number there; as one {@code long}, the publisher in the upper half. */
final class Content {
    private Content() {}

    static long of(int publisher, int number) {
        return (long) publisher << Integer.SIZE | number;
    }

    static int publisher(long content) {
        return (int) (content >>> Integer.SIZE);
    }

    static int number(long content) {
        return (int) content;
    }

    /** The payload: JSON, filled up to a length. */
    static String payload(int publisher, int number, int chars) {
        StringBuilder text = new StringBuilder(chars)
                .append("{\"p\":")
                .append(publisher)
                .append(",\"n\":")
                .append(number);
        text.append(",\"fill\":\"");
        while (text.length() < chars - 2) {
            text.append('x');
        }
        return text.append("\"}").toString();
    }
}
