; there is one, an exposed L
; Where talks follow, that L mixes between opening, escalated against, and closed, escalated against sometimes,
; while H stays closed, is an equilibrium that survives D1.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const belief Real)
(declare-const beta Real)
(declare-const chance Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const t Real)
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const weight Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun e_low () Real (* lam d_low))
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun pull_closed () Real (+ (* p_low n_closed_low) (* p_high n_closed_high)))
(define-fun u_R_high_closed_hold () Real (* beta t))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun u_S_low_closed_hold () Real (+ (- (+ w_low psi) (* z (- 1.0 r_low))) (* beta b_low)))
(define-fun u_S_low_closed_escalate () Real (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low))
(define-fun u_S_low_open_hold () Real (+ (+ x_low phi) psi))
(define-fun u_S_low_open_escalate () Real (- u_S_low_open_hold e_low))
(define-fun u_S_high_closed_escalate () Real (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high))
(define-fun u_S_high_closed_hold () Real (+ (- (+ w_high psi) (* z (- 1.0 r_high))) (* beta b_high)))
(define-fun u_S_high_open_hold () Real (+ (+ x_high phi) psi))
(define-fun e_high () Real (* lam d_high))
(define-fun u_S_high_open_escalate () Real (- u_S_high_open_hold e_high))
(define-fun u_R_low_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_low))) k))
(define-fun u_R_high_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_high))) k))
(define-fun u_R_low_open_escalate () Real (- (+ t (* g (- 1.0 r_low))) (+ k m)))
(define-fun u_R_high_open_escalate () Real (- (+ t (* g (- 1.0 r_high))) (+ k m)))
(define-fun best_reply_escalate_open () Bool (or (>= (- u_R_low_open_escalate t) 0.0) (>= (- u_R_high_open_escalate t) 0.0)))
(define-fun gain_high_open_escalate () Real (- u_S_high_open_escalate (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold))))
(define-fun best_reply_hold_open () Bool (or (>= (- t u_R_low_open_escalate) 0.0) (>= (- t u_R_high_open_escalate) 0.0)))
(define-fun gain_high_open_hold () Real (- u_S_high_open_hold (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold))))
(define-fun gain_low_open_escalate () Real (- u_S_low_open_escalate (+ (* weight (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold))) (* (- 1.0 weight) u_S_low_open_escalate))))
(define-fun gain_low_open_hold () Real (- u_S_low_open_hold (+ (* weight (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold))) (* (- 1.0 weight) u_S_low_open_escalate))))
(define-fun D1_deletes_low_open () Bool (and (or (and best_reply_escalate_open (> gain_high_open_escalate 0.0)) (and best_reply_hold_open (> gain_high_open_hold 0.0))) (and (=> (and best_reply_escalate_open (>= gain_low_open_escalate 0.0)) (> gain_high_open_escalate 0.0)) (=> (and best_reply_hold_open (>= gain_low_open_hold 0.0)) (> gain_high_open_hold 0.0))) (and (=> (and best_reply_escalate_open best_reply_hold_open (< gain_low_open_escalate 0.0) (> gain_low_open_hold 0.0)) (> (- (* gain_high_open_escalate gain_low_open_hold) (* gain_high_open_hold gain_low_open_escalate)) 0.0)) (=> (and best_reply_escalate_open best_reply_hold_open (> gain_low_open_escalate 0.0) (< gain_low_open_hold 0.0)) (< (- (* gain_high_open_escalate gain_low_open_hold) (* gain_high_open_hold gain_low_open_escalate)) 0.0)))))
(define-fun D1_deletes_high_open () Bool (and (or (and best_reply_escalate_open (> gain_low_open_escalate 0.0)) (and best_reply_hold_open (> gain_low_open_hold 0.0))) (and (=> (and best_reply_escalate_open (>= gain_high_open_escalate 0.0)) (> gain_low_open_escalate 0.0)) (=> (and best_reply_hold_open (>= gain_high_open_hold 0.0)) (> gain_low_open_hold 0.0))) (and (=> (and best_reply_escalate_open best_reply_hold_open (< gain_high_open_escalate 0.0) (> gain_high_open_hold 0.0)) (> (- (* gain_low_open_escalate gain_high_open_hold) (* gain_low_open_hold gain_high_open_escalate)) 0.0)) (=> (and best_reply_escalate_open best_reply_hold_open (> gain_high_open_escalate 0.0) (< gain_high_open_hold 0.0)) (< (- (* gain_low_open_escalate gain_high_open_hold) (* gain_low_open_hold gain_high_open_escalate)) 0.0)))))
; p_i: probability of each resilience type, > 0, sum 1
(assert (> p_low 0.0))
(assert (> p_high 0.0))
; r_i: share of a resistible escalation that the type withstands, in [0, 1], all different
(assert (>= r_low 0.0))
(assert (<= r_low 1.0))
(assert (>= r_high 0.0))
(assert (<= r_high 1.0))
; D: harm to an opener with no resilience, over the base harm, >= 0
(assert (>= D 0.0))
; eta: harm that escalation does to any opener, however resilient, >= 0
(assert (>= eta 0.0))
; lam: fraction of the harm that still bites once she has opened, in (0, 1]
(assert (> lam 0.0))
(assert (<= lam 1.0))
; g: opponent's gain from escalating against zero resilience, > 0
(assert (> g 0.0))
; k: opponent's cost of escalating, > 0
(assert (> k 0.0))
; phi: concession the opponent attaches to her opening, escalated or not, >= 0
(assert (>= phi 0.0))
; psi: unconditional reduction in the intensity of the war, >= 0
(assert (>= psi 0.0))
; z: pressure on a closed posture: it costs type i z(1 - r_i), >= 0
(assert (>= z 0.0))
; m: third-party guarantee: added to his cost of escalating after she opens, >= 0
(assert (>= m 0.0))
; the prior sums to one
(assert (= (+ p_low p_high) 1.0))
; types are listed from the least to the most resilient
(assert (< r_low r_high))
; beta: discount factor, in [0, 1)
(assert (>= beta 0.0))
(assert (< beta 1.0))
; A1, talks are worth having for L: `b_i > 0`
(assert (> b_low 0.0))
; A4, adverse inference: `b_i / d_i` strictly decreasing, denominators multiplied out
(assert (> (- (* b_low d_high) (* b_high d_low)) 0.0))
; `(1 - beta) b_L < lam d_L`
(assert (< (* (- 1.0 beta) b_low) e_low))
; `e(q) > K(q)`
(assert (> pull_closed (+ (* p_low u_R_high_closed_hold) (* p_high u_R_high_closed_hold))))
; `K_H > g (1 - r_H) - k`
(assert (> u_R_high_closed_hold n_closed_high))
; escalation is worth its cost against the weakest, after opening: `k + m <= g (1 - r_1)`
(assert (>= n_open_low 0.0))
; `weight p_L (n_L - K_L) = -p_H (n_H - K_H)` after closed: he is indifferent
(assert (= (* (* weight p_low) (- n_closed_low u_R_high_closed_hold)) (* (- p_high) (- n_closed_high u_R_high_closed_hold))))
; `chance (d_L + C_L - om_L) = lam d_L - b_L + C_L - om_L`: L is indifferent
(assert (= (* chance (+ d_low (- u_S_low_closed_hold (- (+ w_low psi) (* z (- 1.0 r_low)))))) (+ (- e_low b_low) (- u_S_low_closed_hold (- (+ w_low psi) (* z (- 1.0 r_low)))))))
; `belief` is his in L at which he is indifferent
(assert (= (* belief (- (- n_closed_low u_R_high_closed_hold) (- n_closed_high u_R_high_closed_hold))) (- (- n_closed_high u_R_high_closed_hold))))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= weight 0.0) (>= (- 1.0 weight) 0.0) (>= chance 0.0) (>= (- 1.0 chance) 0.0) (>= belief 0.0) (>= (- 1.0 belief) 0.0) (= (+ weight (- 1.0 weight)) 1.0) (= (+ chance (- 1.0 chance)) 1.0) (= (+ belief (- 1.0 belief)) 1.0)) (and (<= (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold)) (+ (* weight (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold))) (* (- 1.0 weight) u_S_low_open_escalate))) (=> (> weight 0.0) (= (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold)) (+ (* weight (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold))) (* (- 1.0 weight) u_S_low_open_escalate)))) (<= u_S_low_open_escalate (+ (* weight (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold))) (* (- 1.0 weight) u_S_low_open_escalate))) (=> (> (- 1.0 weight) 0.0) (= u_S_low_open_escalate (+ (* weight (+ (* chance u_S_low_closed_escalate) (* (- 1.0 chance) u_S_low_closed_hold))) (* (- 1.0 weight) u_S_low_open_escalate)))) (<= (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold)) (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold))) (= (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold)) (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold))) (<= u_S_high_open_escalate (+ (* chance u_S_high_closed_escalate) (* (- 1.0 chance) u_S_high_closed_hold)))) (and (and (= (* belief (+ (* p_low weight) (* p_high 1.0))) (* p_low weight)) (= (* (- 1.0 belief) (+ (* p_low weight) (* p_high 1.0))) (* p_high 1.0))) (=> (> (- 1.0 weight) 0.0) (and (= (* 1.0 (+ (* p_low (- 1.0 weight)) (* p_high 0.0))) (* p_low (- 1.0 weight))) (= (* 0.0 (+ (* p_low (- 1.0 weight)) (* p_high 0.0))) (* p_high 0.0))))) (and (=> (> chance 0.0) (>= (+ (* belief (- u_R_low_closed_escalate u_R_high_closed_hold)) (* (- 1.0 belief) (- u_R_high_closed_escalate u_R_high_closed_hold))) 0.0)) (=> (> (- 1.0 chance) 0.0) (>= (+ (* belief (- u_R_high_closed_hold u_R_low_closed_escalate)) (* (- 1.0 belief) (- u_R_high_closed_hold u_R_high_closed_escalate))) 0.0)) (>= (- u_R_low_open_escalate t) 0.0)) (or (> (- 1.0 weight) 0.0) (or (and (not D1_deletes_low_open) (>= (- u_R_low_open_escalate t) 0.0)) (and (not D1_deletes_high_open) (>= (- u_R_high_open_escalate t) 0.0)))) (and (and (> (- 1.0 weight) 0.0) (> weight 0.0)) (> (- 1.0 chance) 0.0)))))
(check-sat)
