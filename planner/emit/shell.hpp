#pragma once
// The one place where text becomes part of a shell script.
#include <string>
#include <string_view>

namespace planner {

/// Appends `word` as one word of a POSIX shell: bare where that is safe, else in single quotes. `word` holds no NUL.
void append_shell_word(std::string& script, std::string_view word);

std::string shell_word(std::string_view word);

/// Text that may follow `# ` in a script: printable ASCII on one line, everything else becomes `?`.
std::string shell_comment(std::string_view text);

}  // namespace planner
