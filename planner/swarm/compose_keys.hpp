#pragma once
// Each key of a compose file: what `docker stack deploy` does with it, and what becomes of it in a stack of ours.
// Sources: github.com/docker/cli cli/compose: schema/data/config_schema_v3.{0..13}.json (where a key may stand, since
// when, of which type), types/types.go (what is warned about and forbidden), convert/*.go (what is read at all). Of the
// Compose Specification, which deploy does not follow: github.com/compose-spec/compose-spec.
#include <span>
#include <string>
#include <string_view>

namespace planner {

/// What deploy does with a key of the right type.
enum class Treatment {
  taken,
  warned,      // "Ignoring unsupported options", but a stack's `restart` is obeyed all the same
  deprecated,  // "Ignoring deprecated options"
  ignored,     // without a word
  forbidden,   // refuses the file: "unsupported options"
  refused,     // refuses the file: "Additional property … is not allowed"
};

/// What a stack of ours makes of it.
enum class Outcome { kept, rewritten, left_out, refused };

/// The types that deploy takes, or-ed. A number may be whole or not.
using Shapes = unsigned;
constexpr Shapes kText = 1, kInteger = 2, kNumber = 4, kBoolean = 8, kList = 16, kMap = 32, kNull = 64, kAny = 127;

constexpr int kNever = -1;
constexpr int kNewestFormat = 13;    // the newest version of the format, 3.13; the last digits alone
constexpr int kNamelessFormat = 10;  // from 3.10 on a file need not say its version

struct ComposeKey {
  std::string_view path;  // "services.*.deploy.replicas": * is any name, [] an item of a list, x-* any x- key
  int since = 0;          // the version of the format, 3.N, that brought it; kNever where deploy refuses it
  Shapes shapes = kAny;
  Treatment treatment = Treatment::taken;
  Outcome outcome = Outcome::kept;
  std::string_view instead =
      {};  // where its meaning is to be written in a stack; empty: nowhere, Swarm has no such thing
};

/// All of them: the file and its objects, connections, deploy, process; each part sorted by path.
std::span<const std::span<const ComposeKey>> compose_keys();

const ComposeKey* find_compose_key(std::string_view path);

/// The key as it stands below `parent` ("services.*"); "x-…" and names (`*`) are found too. Null: deploy has no such
/// key there, and neither has the Compose Specification; it refuses the file.
const ComposeKey* find_compose_key(std::string_view parent, std::string_view key);

}  // namespace planner
