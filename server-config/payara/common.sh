# Read by the other scripts: looks at the whole configuration once, collects the commands that are still wanted, and has
# them carried out in one session.

ASADMIN=${ASADMIN:-asadmin}
TARGET=${TARGET:-server}
CONFIG=configs.config.${CONFIG:-server-config}

newline='
'
commands=

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

read_configuration() {
    state=$($ASADMIN get '*') || fail "cannot read the configuration: $state"
    state=$newline$state$newline
}

# Whether a dotted name has a value at all, and whether it has this one.
has() {
    case $state in *"$newline$1="*) true ;; *) false ;; esac
}

is() {
    case $state in *"$newline$1=$2$newline"*) true ;; *) false ;; esac
}

later() {
    commands=$commands$*$newline
}

# NAME VALUE
set_value() {
    is "$1" "$2" || later "set $1=$2"
}

# NAME VALUE: of a server, a configuration or a deployment group, for its instances
set_property() {
    is "$(of_target).system-property.$1.value" "$2" || later "create-system-properties --target $TARGET $1=$2"
}

unset_property() {
    ! has "$(of_target).system-property.$1.value" || later "delete-system-property --target $TARGET $1"
}

of_target() {
    if has "deployment-groups.deployment-group.$TARGET.name"; then
        echo "deployment-groups.deployment-group.$TARGET"
    else
        echo "servers.server.$TARGET"
    fi
}

# KIND NAME: connector-connection-pool, connector-resource, admin-object-resource
has_resource() {
    has "resources.$1.$2.object-type"
}

# KIND NAME COMMAND...: makes a resource, or lets the target have one that is there
resource() {
    kind=$1
    name=$2
    shift 2
    if ! has_resource "$kind" "$name"; then
        later "$* $name"
    elif ! has "$(of_target).resource-ref.$name.ref"; then
        later "create-resource-ref --target $TARGET $name"
    fi
}

# NAME: whether another target than this one has it
is_used() {
    all=$(printf '%s' "$state" | grep -F -c ".resource-ref.$1.ref=$1")
    ! has "$(of_target).resource-ref.$1.ref" || all=$((all - 1))
    [ "$all" -gt 0 ]
}

# KIND NAME COMMAND...: takes it from the target, and away when no other target has it
remove_resource() {
    kind=$1
    name=$2
    shift 2
    if ! has "$(of_target).resource-ref.$name.ref"; then
        return
    fi
    if is_used "$name"; then
        later "delete-resource-ref --target $TARGET $name"
    else
        later "$* --target $TARGET $name"
    fi
}

# Carries out what was collected; says which command failed.
apply() {
    if [ -z "$commands" ]; then
        echo "nothing to change"
        return
    fi
    output=$(printf '%s' "$commands" | $ASADMIN --interactive=false multimode 2>&1) ||
        fail "failed:$newline$commands$newline$output"
    printf '%s' "$commands"
}
