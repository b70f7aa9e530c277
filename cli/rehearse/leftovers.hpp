#pragma once
// What a rehearsal leaves outside of its namespaces, and how it goes away again: control groups, and limits of the
// kernel that were raised. Each rehearsal holds a lock on a file of its own in /run/swarmplan as long as one of its
// processes lives; a file without a lock tells of one that died, and the next rehearsal clears what that one left.
#include <string>

namespace cli {

struct Claim {
  std::string id;  // "swarmplan-4711": names its control groups too
  int lock = -1;

  Claim() = default;
  ~Claim();
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
};

/// Clears what dead rehearsals left, and begins one. Throws Error with exit code 3.
void claim(Claim& claim);

/// Room for so many engines in the kernel's table of neighbours, which all network namespaces share: raised now, put
/// back when the last rehearsal that needed it has ended.
void raise_neighbours(const Claim& claim, std::size_t engines);

/// Its processes have ended: removes what is left of it. Safe to call twice.
void release(Claim& claim) noexcept;

}  // namespace cli
