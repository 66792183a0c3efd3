-- Asks for the addresses of a file, one a line, in turn.
dofile("report.lua")

local asked, turn = {}, 0

function init(arguments)
   for path in io.lines(arguments[1]) do
      asked[#asked + 1] = wrk.format("GET", path)
   end
end

function request()
   turn = turn % #asked + 1
   return asked[turn]
end
