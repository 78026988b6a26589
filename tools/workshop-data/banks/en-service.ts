/** Tradespeople, hairdressers, garages, classes: somebody does something for you. */
export const englishService = `
# slot boss
the owner | the young lad | the woman on the phone | the man in charge | the apprentice | the lady at the desk | Marek | Joan | Dev | Mrs Okafor | Pete | Annika

# opener
[found|picked|tried] them [through {company}|online|in the local paper|because they were open on a {day}] {when}
{company} [recommended|mentioned|used|swears by] [them|this firm|this place]
[called|rang|booked|emailed] [on a {day}|{when}|in a panic|at the last minute]
[my|our] [first|second|third|fourth] [time|visit|appointment|job] with them, {when}
[needed|we needed|was looking for] [somebody|someone local|help] [at short notice|before the weekend|close to home]

# good people
+ {boss} [listened|took time|asked the right questions|explained every step] [before touching anything|without talking down to me|patiently]
+ {boss} [was|is] [a treasure|a gem|polite and funny|an absolute professional|calm and kind] [from start to finish|with {group} too|]
+ {boss} [called back|replied|rang] [within the hour|on a Sunday|the same evening], [as promised|with a clear answer|]
# bad people
+ {boss} [talked over me|lectured me|kept looking at his phone|sighed at every question] [the whole time|and then left|as if I were stupid]
+ {boss} [was|is] [rude|clueless|a bully|impatient and vague|all talk] [from start to finish|with {group} too|]
+ {boss} [never called back|ignored my messages|cancelled twice|keeps promising {day}], [as usual|whatever they tell you|]

# good price
[charged|billed|asked for] [exactly what they quoted|less than the estimate|a fair price], [no extras|invoice the same day|cash or card]
[honest|straight|decent] about [the cost|what could wait until next year|what I didn't need]
# bad price
[charged|billed|asked for] [double the quote|an extra hour|a "call-out fee" nobody mentioned|cash up front], [no receipt|take it or leave it|]
[cagey|vague|dishonest] about [the cost|parts|how long it would take], [then a huge invoice|surprise, surprise|]

# good verdict
[have|I've] [saved|kept] the number[, of course| and passed it to {company}|]
[won't|will not|wouldn't] [go|look] anywhere else [now|from now on|again]
[trust|I trust|would trust] them [with anything|completely|with my mother's house keys]
# bad verdict
[wouldn't|would not|don't] [let them near|trust them with|call them for] [anything else|my house|a flat tyre|a garden gnome]
[have|I've] [deleted|blocked|crossed out] the number

# good trick
[cancelled|arrived late|got lost] [once|the first time], [apologised|owned up|knocked a tenner off] and [then did a superb job|made up for it twice over]
[I dread|I've always hated|nobody likes] [this sort of thing|these appointments|asking for help], [not any more|and it was painless|they made it easy]
# bad trick
[lovely|charming|smiling|friendly|delightful] [people|chap|manner|receptionist], [just|only|shame] [no idea what they're doing|don't expect results|the work was hopeless]
[promised|they promise] [perfection|the earth|a quick, clean job|same-day miracles]. [Still waiting|I got excuses|We got a bill]
[very|so|ever so] [efficient|prompt|quick|professional] [with the invoice|at taking deposits|when it comes to excuses]

## hairdresser
# good work
+ [my|the] [hair|fringe|colour|cut] [falls perfectly|looks healthy|has never looked better|still sits well after a month]
[head massage|the wash|the chat] [was bliss|sent me to sleep], [no small talk|no pressure to buy shampoo|and the cut suits me]
[walked out|came home] [feeling ten years younger|taller|grinning], [{company} noticed at once|compliments all week]
# bad work
+ [my|the] [hair|fringe|colour|cut] [is crooked|turned orange|is three inches too short|looks fried|had to be redone elsewhere]
![asked for|wanted|showed a photo of] [a trim|soft layers|a warm brown], [got|left with] [a helmet|stripes|something from 1987|a bald patch]
![cried|wore a hat|hid at home] [for a week|in the car|until it grew out]

## plumber
# good work
[arrived|came|turned up] [on the dot|early|when they said they would], [shoes off at the door|cheerful|with the right tools]
[found|fixed|stopped|traced] the [leak|blockage|knocking|drip] [within half an hour|where two others had failed|without tearing up the floor]
+ [hot water|the boiler|the heating] [is back|runs silently|works like new] [since {day}|before the kids came home|and the kitchen was left spotless]
[cleaned up|swept up|took the old pipes away] [afterwards|without being asked|and tested everything twice]
# bad work
+ the [leak|blockage|knocking|drip] [was back the next morning|is worse than before|moved to the ceiling below|is still there]
+ [hot water|the boiler|the heating] [died again|bangs all night|has been off since {day}] [after the "repair"|and nobody comes|]
![left|we were left with] [a hole in the wall|a flooded cupboard|rubble in the hall|a cracked tile] [and a grin|for us to sort out|]

## garage
# good trick
[didn't|refused to|would not] sell me [anything I didn't need|the expensive option|a new one], [how rare|and fixed the old one]
# bad verdict
[paid|we paid|had to pay] [someone else|a second garage|{company}] to [put it right|do it again]
# good work
+ the [engine|gearbox|exhaust|clutch|old van] is [quiet as a mouse|like new|fixed first time], [passed its test|washed as well|photos of every worn part]
[showed|sent] me [the worn part|a video of the fault|what was wrong], [so I could decide|no jargon]
# bad work
+ the [back brake|gearbox|exhaust|clutch|engine light] [still squeals|came back on the next day|failed again|is making a new noise], [after two visits|a week without a car|]
!+ [the car|my car|the van] [came back|returned] with [a scratch|an empty tank|greasy seats|a warning light|a missing hubcap] [they deny|nobody can explain|]

## dance class
# good work
[steps|moves|routines] [explained slowly|built up bit by bit|broken down so well] that [even I|my husband with two left feet|a beginner] [can follow|danced at the end]
[mixed ages|a jolly crowd|no mirrors], [great music|lots of laughing|nobody judges], [an hour flies by|I sleep better since]
# bad work
[steps|moves|routines] [rushed through|shown once|mumbled], [beginners|half the room|newcomers] [left standing|lost by minute five|giving up]
[overcrowded|packed|stuffy] [hall|room|studio], [elbows everywhere|couldn't see the teacher|the same three songs], [an hour drags|knees hurt]

## dentist
# good work
[didn't feel|hardly felt|barely noticed] [the needle|a thing|the drill], [and I'm a coward|filling done in twenty minutes|back at work by ten]
+ [the crown|the filling|my new tooth] [fits|looks] [perfectly|like my own|as if it grew there] [two years on|from day one|]
# bad work
[felt|I felt] [everything|every turn of the drill|the needle for a week], ["it can't hurt", I was told|no warning|nobody stopped]
!+ [my crown|the filling|the bridge] [fell out|cracked|sits crooked] [over dinner|within a month|twice], [back in the chair|in pain all weekend|]
[waited|sat in the waiting room|kept waiting] for {minutes} [past my appointment|with a throbbing jaw|beside a dying fern]

## moving company
# bad crew
[arrived|came|turned up] [two hours late|on the wrong day|without boxes|smelling of beer], [no apology|muddy boots on the carpet|and left early]
# good work
+ [every|each] [glass|plate|plant pot|lamp] [survived|arrived in one piece|was wrapped like treasure], [piano included|third floor, no lift|even grandma's mirror]
[four men|two women and a van|the crew], [whole flat|entire house|all our books], [done by lunch|packed in three hours|no swearing]
# bad work
![broke|smashed|scratched|lost] [the piano lid|grandma's mirror|two boxes of plates|the sofa leg|our bikes] and [denied it|said "it happens"|offered twenty quid]
[four men|the crew|two lads], [endless smoke breaks|no blankets|the wrong size of van], [finished at midnight|wanted a tip]
`;
