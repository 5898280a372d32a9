package org.fanfare.cluster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes numbers and texts into bytes that grow: fixed numbers with their highest byte first, others in 7-bit groups with the lowest
 * first, texts in UTF-8 after their length in bytes. For one thread.
 */
final class WireWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_VARLONG_BYTES = 9;

    private byte[] bytes;
    private int size;

    WireWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    int size() {
        return size;
    }

    /** Takes back what was written past this size. */
    void truncate(int toSize) {
        size = toSize;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void fixed16(int value) {
        octet(value >>> 8);
        octet(value);
    }

    void fixed32(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void fixed64(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Writes over what was written at an offset. */
    void patch32(int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Writes over what was written at an offset. */
    void patch64(int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Writes a number that is not negative. */
    void number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a negative number: " + value);
        }
        room(MAX_VARLONG_BYTES);
        long rest = value;
        while (rest > 0x7F) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a text of at most 255 bytes after one byte for its length. */
    void shortText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xFF) {
            throw new IllegalArgumentException("longer than 255 bytes: " + text);
        }
        octet(utf8.length);
        raw(utf8);
    }

    void text(String text) {
        block(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes after their number. */
    void block(byte[] octets) {
        number(octets.length);
        raw(octets);
    }

    void raw(byte[] octets) {
        room(octets.length);
        System.arraycopy(octets, 0, bytes, size, octets.length);
        size += octets.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, 1 << 30)));
        }
    }
}
