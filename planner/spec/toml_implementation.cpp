// The one copy of toml++'s code in this program (TOML_HEADER_ONLY is 0 everywhere). Its assertions are off: one of them
// fires on `[=`, which the code behind it refuses in good order, and the tests ask toml++ about such texts.
#define TOML_ASSERT(expr) static_cast<void>(0)
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
