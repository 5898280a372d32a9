package org.fanfare.config;

/** How many single characters must be inserted, deleted or replaced to make one text of another. */
final class EditDistance {
    /** What is longer than any key is compared by its beginning. */
    private static final int MAX_LENGTH_CHARS = 300;

    private EditDistance() {}

    /** Counts by Levenshtein's method, row by row. */
    static int between(String left, String right) {
        int rows = Math.min(left.length(), MAX_LENGTH_CHARS);
        int columns = Math.min(right.length(), MAX_LENGTH_CHARS);
        int[] above = new int[columns + 1];
        for (int column = 0; column <= columns; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= rows; row++) {
            int[] current = new int[columns + 1];
            current[0] = row;
            for (int column = 1; column <= columns; column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[columns];
    }
}
