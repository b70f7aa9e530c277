#include "cli/run.hpp"

#include <new>
#include <ostream>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/error.hpp"

namespace cli {
namespace {

int dispatch(const Parsed& parsed, Streams& streams) {
  if (!parsed.arguments) {
    streams.out << parsed.out;
    streams.err << parsed.err;
    return parsed.exit_code;
  }
  if (parsed.colour != Colour::automatic) streams.colour_out = streams.colour_err = parsed.colour == Colour::always;
  return std::visit([&](const auto& arguments) { return command(arguments, streams); }, *parsed.arguments);
}

}  // namespace

int run(const std::vector<std::string>& arguments, Streams streams) {
  try {
    const int code = dispatch(parse_arguments(arguments), streams);
    streams.out.flush();
    if (streams.out) return code;
    streams.err << "swarmplan: standard output cannot be written\n";
    return 3;
  } catch (const Error& error) {
    streams.err << "swarmplan: " << error.what() << '\n';
    return error.exit_code;
  } catch (const std::bad_alloc&) {
    streams.err << "swarmplan: out of memory\n";
    return 3;
  }
}

}  // namespace cli
