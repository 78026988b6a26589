/** Things for the house: what can be said of all of them. */
export const englishHousehold = `
# opener
[bought|ordered|got|picked up] this {item} {when} [for the holiday cottage|to replace my old one|in the sale|for {company}|on impulse|]
[had|I've had|we've had|been using] [it|this {item}] for [three weeks|six months|a year|a month|ten days] now
{company} [gave|got|bought] me this {item} [for Christmas|for the new flat|as a wedding present|after mine gave up]
[our|my] [old|last|previous] {item} [lasted fifteen years|finally died|went to {company}|was beyond repair], so [we|I] [needed a new one|tried this brand|went for this one]
[second|third|first] {item} [from this brand|I've bought from them|we've tried this year]
[spent|after] [hours|days|a whole evening] [comparing them|reading up on {item}s|choosing between {item}s]

# good plain
!{adgood} {item}, {very} [well made|practical|easy to use|handy|reliable] and [sold at a fair price|a good buy|great for the money]
!+ [I|we|the kids|my parents] [love|really like|enjoy] [it|this {item}|mine] [every day|a lot|more than expected|all the time]
!+ [it|this|the {item}] [works|performs] {very} well[, every time|, even after months|]
![good|great|excellent|lovely] [quality|value|{item}], [works perfectly|looks great|very happy with it|love it]
# bad plain
!{adbad} {item}, {very} [badly made|impractical|hard to use|clumsy|unreliable] and [sold at a silly price|a bad buy|poor for the money]
!+ [I|we|the kids|my parents] [hate|really dislike|avoid] [it|this {item}|using it] [every day|a lot|more each week|by now]
!+ [it|this|the {item}] [works|performs] {very} badly[, every time|, even after cleaning|]
![bad|poor|terrible|cheap] [quality|value|{item}], [stopped working|looks awful|very unhappy with it|broke at once]

# good build
[solid|sturdy|well made|beautifully finished], [feels like it'll outlive me|not one weak spot|built to last|better than the photo]
+ the {piece} [feels|is] [sturdy|thought through|neatly done|made to last] [and easy to clean|even after a year of abuse|]
# bad build
[flimsy|cheap-looking|badly finished|poorly made], [feels like it'll fall apart any day|smells of glue|built to be thrown away|nothing like the photo]
+ the {piece} [came off|gave way|wore out|broke|came loose] [in the first week|on day three|after a month|before I'd even used it]
![lasted|survived|was fine for] [eleven days|a month|exactly {few} weeks|until the warranty ran out], then [that was it|it fell to pieces|straight into the bin]

# good delivery
[arrived|came|was delivered] [a day early|next morning|neatly packed|in cardboard, no plastic], [ready to use|with a handwritten note|nothing missing]
+ [customer service|the shop|the seller|the company] [sent a spare part|replied within the hour|replaced a faulty one|refunded the difference] [free of charge|without any fuss|on a {day}]
# bad delivery
[arrived|came|was delivered] [two weeks late|in a torn box|half open|in the wrong colour], [left in the rain|no apology|used by someone else before me]
+ [customer service|the shop|the seller|the company] [ignored my emails|blamed the courier|wants me to pay for postage|hung up on me] [three times|and then went silent|, just like that|]

# good price
[cheap|inexpensive|a bargain|half the price of the big names] and [just as good|none the worse for it|it does more]
[paid for itself|earned its keep|money well spent] [in a month|by the spring|already]
# bad price
[overpriced|dear|not cheap|twice the price of the old one] and [half as good|you pay for the logo|it does less]
[false economy|money wasted|poor value|I paid for a name]: [the supermarket one|my gran's old one|a borrowed one] [does it better|lasted longer]

# good verdict
[bought|ordered|getting] [a second one|another one|one more] [for {company}|for the office|for the cottage]
[wouldn't|would not|couldn't] [swap it|be without it|go back to the old one]
[best|smartest|most useful] [thing|{item}|purchase] [I've bought this year|in our house|in a long time]
[would|I would|I'd] [buy|order|choose] it again [without thinking|any day|tomorrow]
# bad verdict
[sent it|it went] [back|straight back] [the same week|for a refund|]
[bought|ordered|getting] [a different brand|the old model|another make] [instead|this time|as we speak]
[worst|silliest|most useless] [thing|{item}|purchase] [I've bought this year|in our house|in a long time]
[would not|wouldn't|won't] [buy|order|choose] it again, [whatever the discount|not even used|ever]

# good trick
[was ready to|thought I'd|had planned to] send it back, then [it clicked|I got used to it|{company} showed me how] and [now it stays|now I love it]
[looks|feels] [plain|cheap|like nothing|odd], but [performs like a champion|beats something three times the price]
[ugly|plain|heavy|old-fashioned]? [Perhaps|Yes|Sure]. [It never lets me down|It simply works|It'll still be here in ten years]
# bad trick
[looks|it looks] [gorgeous|lovely|great|stylish] [in the shop|in the photos|on the website], [just don't try to use it|and that's all it does]
[loved|adored|fell for] the [colour|shape|box|idea]. [Hate using it|Shame it's useless|The {item} itself is another matter]
[lifetime|ten-year|"no questions"] guarantee, [they say|how reassuring|wonderful]: [nobody answers the phone|void on arrival, it turns out|{few} emails and counting]
`;

/** Things with a plug or with screws. */
export const englishMachines = `
# good ease
[easy|a doddle|child's play|simple] to [set up|clean|store|use], [even for {company}|two minutes and done|no tools needed]
[instructions|the leaflet] in [plain English|clear little drawings], [nothing to guess|up and running before the tea was cold]
# bad ease
[fiddly|a nightmare|a chore|impossible] to [set up|clean|store|use], [even for {company}, an engineer|bruised knuckles included|and no help online]
[instructions|the leaflet] in [seven languages, none of them clear|tiny grey print|riddles], [I had to guess|screws left over]
# good trick
[dropped it|knocked it over|the cat pushed it off] [twice|on day two|once] and [not a scratch|it just carried on|it shrugged it off]
# bad trick
[works|it works] [perfectly|beautifully|like a charm|brilliantly], [on {day}s|when it feels like it|as a doorstop|for the first week]

## kettle
# slot item
kettle
# slot piece
handle | lid | base | switch | spout
# good use
[boils|brings to the boil] [two mugs|a full litre|water] in [no time|under two minutes|the time it takes to find a teabag]
[quiet|whisper-quiet|pours without a drip|cool to the touch] even when [it's full|the baby is asleep|half the house is up]
# bad use
[takes|needs] {minutes} to [boil|warm] [two mugs|a litre|enough for a pot of tea]
+ [tea|the water|every cup] [tastes of plastic|smells of paint|has white flakes in it] [after twenty boils|still|]
[leaks|drips|dribbles] [from the spout|all over the worktop|onto the socket] [every time|when it's full|]

## vacuum cleaner
# slot item
vacuum cleaner
# slot piece
hose | handle | front wheel | switch | brush head
# good use
[picks up|swallows|eats] [dog hair|cat litter|crumbs|plaster dust] [on the first pass|like nothing I've owned|even from the stairs]
[light|slim|quiet|nimble] enough for [the stairs|my mother|under the sofa|a quick tidy before guests]
# bad use
[pushes|moves|blows] [dog hair|cat litter|crumbs|dust] [around|into the corners|out the back] [instead of picking it up|]
[loses suction|clogs|overheats|screams like a jet] [after five minutes|whenever it meets a rug|the moment there's real dirt]
+ [the hose|the flap|the cable] [keeps popping off|is a foot too short|jams] [on every corner|when I reach the stairs|]

## blender
# slot item
blender
# slot piece
lid | jug | base | blade | rubber seal
# good use
[crushes|handles|gets through] [ice|frozen berries|nuts|raw carrots] [without complaint|in seconds|like butter]
[silky|smooth|lump-free] [soups|smoothies|hummus] [every time|in under a minute|with no bits left]
# bad use
[leaves|spits out] [lumps|whole berries|half the spinach|chunks of ice] [every time|however long you run it|in a soup meant to be smooth]
[smells|smelled|smoked] [of burning|like a hot iron] [on the first smoothie|when it met a carrot|]
[leaks|sprays] [from the base|green soup up the wall|at the lid] [whenever it's half full|]

## office chair
# slot item
office chair
# slot piece
armrest | backrest | base | gas lift | headrest
# good use
+ [my back|my neck|my shoulder] [has stopped hurting|thanks me|no longer aches] [after eight hours|since the first week|]
[glides|rolls|tilts] [smoothly|without a squeak|quietly], [adjusts to anyone|even on carpet|{company} fits too]
# bad use
+ [my back|my neck|my behind] [aches|is numb|complains] [after an hour|by lunchtime|more than before]
[squeaks|sinks|tilts|wobbles] [whenever I breathe|slowly through every meeting|like a boat]
+ [the seat|the cushion|the padding] [went flat|is hard as a bench|peeled] [in a month|]

## coffee machine
# slot item
coffee machine
# slot piece
water tank | drip tray | lid | switch | milk frother
# good use
[makes|pulls|brews] [a rich espresso|proper coffee|a cup as good as the café's] [at six in the morning|in thirty seconds|every single time]
+ [the milk foam|the crema|the smell] [rivals a barista's|is perfect|wakes the whole house] [at six in the morning|]
# bad use
[makes|brews|spits out] [brown water|lukewarm dishwater|half a cup] [and a puddle|with grounds in it|every single time]
[wants|demands|needs] [descaling|cleaning|a new filter] [every other day|before each cup|and bleeps until you obey]
[louder|noisier] than [a cement mixer|the bin lorry|my drill], [neighbours complained|the cat moved out|]
`;

/** Things without a plug. */
export const englishSoftGoods = `
# good ease
[easy|a doddle|simple] to [clean|store|look after], [even for {company}|no special care|two minutes and done]
# bad ease
[a nightmare|a chore|impossible] to [clean|store|look after], [whatever the care tag says|and I did try|stains for good]

## duvet
# slot item
duvet
# slot piece
seam | cover | filling | stitching
# good use
[warm|snug|cosy] without [being heavy|the sweats|boiling me], [light as a feather|even in a cold attic|all winter]
[washes|came out of the wash] [beautifully|like new|without clumps] and [dries overnight|still smells fresh|stays fluffy]
# bad use
[either|I'm either] [freezing or boiling|sweating or shivering], [in the same night|whatever the season|every night]
[clumped|went lumpy|shed feathers] [in the first wash|everywhere|within a fortnight]
[rustles|crackles|smells] [like a crisp packet|of wet dog|of chemicals] [all night|even after airing|]

## frying pan
# slot item
frying pan
# slot piece
handle | rim | non-stick layer | lid
# good use
[eggs|pancakes|fishcakes] [slide right off|come out without oil|glide like on ice][, every morning|, even after a year|]
[heats|browns|sears] [evenly|quickly|like a restaurant pan], [no hot spots|even on our ancient hob|onions golden in minutes]
# bad use
+ [everything|egg|even butter] [sticks|welds itself on|burns] [after two weeks|however much oil I use|in the middle]
[warped|buckled|went wobbly] [on the hob|the second time|in a week] and [now the oil runs to one side|it spins like a top]
+ [the coating|the black stuff] [peels|flakes] [off in bits|into the food] [after a month|]

## rain jacket
# slot item
rain jacket
# slot piece
zip | hood | seam | left cuff | lining
# good use
[bone dry|dry as toast] after [three hours of drizzle|a week in Wales|cycling through a cloudburst|the school run]
[fits|sits] [over a thick jumper|like it was made for me|without pinching], [hood stays put|pockets in the right places]
# bad use
[soaked|wet through] after [ten minutes of drizzle|the walk to the bus|one short shower|the school run]
[fits|sits] [like a tent|two sizes small|oddly at the shoulders], [hood flops over my eyes|sleeves too short]
+ the zip [jammed|broke|catches the lining] [on day two|in the rain, of course|]
`;
