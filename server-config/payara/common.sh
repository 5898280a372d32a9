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

# NAME VALUE: a system property of all servers with this configuration
set_property() {
    is "$CONFIG.system-property.$1.value" "$2" || later "create-system-properties --target ${CONFIG##*.} $1=$2"
}

unset_property() {
    ! has "$CONFIG.system-property.$1.value" || later "delete-system-property --target ${CONFIG##*.} $1"
}

of_target() {
    if is_group; then
        echo "deployment-groups.deployment-group.$TARGET"
    else
        echo "servers.server.$TARGET"
    fi
}

# KIND NAME: connector-connection-pool, connector-resource, admin-object-resource
has_resource() {
    has "resources.$1.$2.object-type"
}

is_group() {
    has "deployment-groups.deployment-group.$TARGET.name"
}

# KIND NAME COMMAND...: makes a resource, and lets the target have it
resource() {
    kind=$1
    name=$2
    shift 2
    has_resource "$kind" "$name" || later "$* --target $TARGET $name"
    if has_resource "$kind" "$name" || is_group; then
        has "$(of_target).resource-ref.$name.ref" || later "create-resource-ref --target $TARGET $name"
    fi
}

# NAME: whether others than the target and its instances have it
is_used() {
    own=$(printf '%s' "$state" | sed -n "s/^deployment-groups\.deployment-group\.$TARGET\.dg-server-ref\..*\.ref=//p")
    others=$(printf '%s' "$state" | grep -F ".resource-ref.$1.ref=" | grep -v "^$(of_target)\.")
    for instance in $own; do
        others=$(printf '%s' "$others" | grep -v "^servers\.server\.$instance\.")
    done
    [ -n "$others" ]
}

# NAME COMMAND...: takes it from the target, and away when nobody else has it
remove_resource() {
    name=$1
    shift
    has "$(of_target).resource-ref.$name.ref" || return 0
    if is_used "$name"; then
        later "delete-resource-ref --target $TARGET $name"
    elif is_group; then
        # Deleting it from the group itself does nothing, and says that it did.
        later "delete-resource-ref --target $TARGET $name"
        case $1 in
            delete-admin-object) later "$* --target ${CONFIG##*.} $name" ;;
            *) later "$* --target domain $name" ;;
        esac
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
