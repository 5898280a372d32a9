package org.fanfare.cluster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.fanfare.event.EventId;

/**
 * Reads what {@link WireWriter} writes. Nothing is taken on trust: a length or a count is compared with the bytes that are left before
 * anything is made for it. Everything throws {@link BrokenMessageException} when the bytes are not what is asked for. For one thread.
 */
final class WireReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_VARLONG_SHIFT = 56;

    private final byte[] bytes;
    private int next;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int remaining() {
        return bytes.length - next;
    }

    /** Passes over bytes and tells where they begin. */
    int skip(int length) {
        if (length < 0 || length > remaining()) {
            throw new BrokenMessageException("it ends too early");
        }
        int from = next;
        next += length;
        return from;
    }

    int octet() {
        return bytes[skip(1)] & 0xFF;
    }

    int fixed16() {
        return octet() << 8 | octet();
    }

    int fixed32() {
        return (int) INT.get(bytes, skip(Integer.BYTES));
    }

    long fixed64() {
        return (long) LONG.get(bytes, skip(Long.BYTES));
    }

    /** Reads a number that is not negative. */
    long number() {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARLONG_SHIFT; shift += 7) {
            int group = octet();
            value |= (long) (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new BrokenMessageException("a number that is too long");
    }

    int smallNumber() {
        long value = number();
        if (value > Integer.MAX_VALUE) {
            throw new BrokenMessageException("a number that is too large: " + value);
        }
        return (int) value;
    }

    /** Reads a number of a stream, or 0. */
    long seqOrZero() {
        long seq = number();
        if (seq > Header.MAX_SEQ) {
            throw new BrokenMessageException("a number of a stream that is too large: " + seq);
        }
        return seq;
    }

    /** Reads a number of a stream. */
    long seq() {
        long seq = seqOrZero();
        if (seq == 0) {
            throw new BrokenMessageException("a number of a stream that is 0");
        }
        return seq;
    }

    /** Reads how many of something follow, each of which takes some bytes. */
    int count(int minBytesEach) {
        return requireRoom(number(), minBytesEach);
    }

    /** Checks that a count of something, each of which takes some bytes, can follow. */
    int requireRoom(long count, int minBytesEach) {
        if (count < 0 || count > remaining() / minBytesEach) {
            throw new BrokenMessageException("too few bytes for " + count);
        }
        return (int) count;
    }

    boolean flag() {
        int flag = octet();
        if (flag > 1) {
            throw new BrokenMessageException("neither yes nor no: " + flag);
        }
        return flag == 1;
    }

    String node() {
        String node = shortText();
        if (!EventId.isNode(node)) {
            throw new BrokenMessageException("not a node's name");
        }
        return node;
    }

    String shortText() {
        return text(octet());
    }

    String text() {
        return text(count(1));
    }

    /** Reads bytes after their number. */
    byte[] block() {
        int length = count(1);
        int from = skip(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private String text(int length) {
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }
}
