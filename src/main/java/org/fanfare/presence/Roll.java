package org.fanfare.presence;

import java.util.List;

/**
 * Members of a topic at one moment.
 *
 * @param count how many there are, also those that are not listed
 * @param members in the order of their users
 * @param more whether others follow the last one listed
 */
public record Roll(int count, List<Member> members, boolean more) {
    public Roll {
        members = List.copyOf(members);
    }
}
